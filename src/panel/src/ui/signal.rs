//! Signals: values that tell who has read them when they change.
//!
//! Shape:  a handle ([`RwSignal`], [`Memo`], [`StoredValue`]) is a number and copied freely; what it stands for belongs to
//!         the [`Owner`] that it was made under and goes with it. A follower (an effect, a memo) notes what it reads while
//!         it runs, anew each time. A change marks what follows it; effects run in a later turn, a memo when it is read,
//!         and an effect that hangs on memos alone runs only if one of them came to another value.
//! Why:    the names and the manners are those of `reactive_graph`, which Leptos is built on and these pages were. One
//!         thread and boxed closures need a quarter of its code (docs/decisions.md).
//! Errors: reading what has gone is a fault of ours and panics; `try_` variants and writing are for tasks that may come
//!         back too late.

use super::graph::{self, Followed, Follower, Id};
use std::any::Any;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::Rc;

/// What a handle stands for.
struct Kept<T> {
    value: RefCell<T>,
    followed: Rc<Followed>,
}

impl<T: 'static> Kept<T> {
    fn keep(value: T, followed: Rc<Followed>) -> Id {
        graph::keep(Rc::new(Self {
            value: RefCell::new(value),
            followed,
        }))
    }

    fn find(id: Id) -> Option<Rc<Self>> {
        let kept: Rc<dyn Any> = graph::find(id)?;
        kept.downcast().ok()
    }
}

/// A value that can be read and set.
pub(crate) struct RwSignal<T>(Id, PhantomData<T>);

/// A value that is worked out of others, once for all who read it.
pub(crate) struct Memo<T>(Id, PhantomData<T>);

/// A value that nobody follows.
pub(crate) struct StoredValue<T>(Id, PhantomData<T>);

macro_rules! handles {
    ($($name:ident)*) => {
        $(
            impl<T> Clone for $name<T> {
                fn clone(&self) -> Self {
                    *self
                }
            }

            impl<T> Copy for $name<T> {}
        )*
    };
}

handles! { RwSignal Memo StoredValue }

/// What can be read.
pub(crate) trait Readable {
    /// What it holds.
    type Value: 'static;

    /// The number of what it stands for.
    fn id(&self) -> Id;

    /// Reads it, and follows it.
    fn try_with<U>(&self, read: impl FnOnce(&Self::Value) -> U) -> Option<U> {
        let kept = Kept::<Self::Value>::find(self.id())?;
        graph::follow(&kept.followed);
        let value = kept.value.borrow();
        Some(read(&value))
    }

    /// Reads it without following it.
    fn try_with_untracked<U>(&self, read: impl FnOnce(&Self::Value) -> U) -> Option<U> {
        let kept = Kept::<Self::Value>::find(self.id())?;
        graph::refresh(&kept.followed);
        let value = kept.value.borrow();
        Some(read(&value))
    }

    /// Reads it, and follows it.
    fn with<U>(&self, read: impl FnOnce(&Self::Value) -> U) -> U {
        there(self.try_with(read))
    }

    /// Reads it without following it.
    fn with_untracked<U>(&self, read: impl FnOnce(&Self::Value) -> U) -> U {
        there(self.try_with_untracked(read))
    }

    /// A copy of what it holds; follows it.
    fn get(&self) -> Self::Value
    where
        Self::Value: Clone,
    {
        self.with(Clone::clone)
    }

    /// A copy of what it holds.
    fn get_untracked(&self) -> Self::Value
    where
        Self::Value: Clone,
    {
        self.with_untracked(Clone::clone)
    }

    /// A copy of what it holds, if it is still there.
    fn try_get_untracked(&self) -> Option<Self::Value>
    where
        Self::Value: Clone,
    {
        self.try_with_untracked(Clone::clone)
    }
}

fn there<T>(value: Option<T>) -> T {
    match value {
        Some(value) => value,
        None => unreachable!("read after its part of the page had gone"),
    }
}

impl<T: 'static> Readable for RwSignal<T> {
    type Value = T;

    fn id(&self) -> Id {
        self.0
    }
}

impl<T: 'static> Readable for Memo<T> {
    type Value = T;

    fn id(&self) -> Id {
        self.0
    }
}

impl<T: 'static> RwSignal<T> {
    /// A signal of the present owner's.
    pub(crate) fn new(value: T) -> Self {
        Self(Kept::keep(value, Followed::plain()), PhantomData)
    }

    /// Sets it, and tells who follows it. Too late is no harm.
    pub(crate) fn set(&self, value: T) {
        self.update(|held| *held = value);
    }

    /// Changes it, and tells who follows it. Too late is no harm.
    pub(crate) fn update(&self, change: impl FnOnce(&mut T)) {
        if let Some(kept) = Kept::<T>::find(self.0) {
            change(&mut kept.value.borrow_mut());
            graph::changed(&kept.followed);
        }
    }
}

impl<T: PartialEq + 'static> Memo<T> {
    /// A memo of the present owner's.
    pub(crate) fn new(work_out: impl Fn() -> T + 'static) -> Self {
        let result: Rc<RefCell<Option<Id>>> = Rc::default();
        let kept = Rc::clone(&result);
        let work_out = Rc::new(work_out);
        let again = Rc::clone(&work_out);
        let follower = Follower::memo(Box::new(move || {
            // Whoever still follows it may outlive it, and what it is worked out of may have gone with it.
            let Some(held) = (*kept.borrow()).and_then(Kept::<T>::find) else {
                return false;
            };
            let value = again();
            let has_changed = *held.value.borrow() != value;
            if has_changed {
                *held.value.borrow_mut() = value;
            }
            has_changed
        }));
        let first = follower.observe(|| work_out());
        let id = Kept::keep(first, Followed::of_memo(&follower));
        *result.borrow_mut() = Some(id);
        Self(id, PhantomData)
    }
}

impl<T: 'static> StoredValue<T> {
    /// A value of the present owner's.
    pub(crate) fn new(value: T) -> Self {
        Self(Kept::keep(value, Followed::plain()), PhantomData)
    }

    /// Reads it.
    pub(crate) fn with_value<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        there(self.try_with_value(read))
    }

    /// Reads it, if it is still there.
    pub(crate) fn try_with_value<U>(&self, read: impl FnOnce(&T) -> U) -> Option<U> {
        let kept = Kept::<T>::find(self.0)?;
        let value = kept.value.borrow();
        Some(read(&value))
    }

    /// A copy of it.
    pub(crate) fn get_value(&self) -> T
    where
        T: Clone,
    {
        self.with_value(T::clone)
    }

    /// Sets it. Too late is no harm.
    pub(crate) fn set_value(&self, value: T) {
        if let Some(kept) = Kept::<T>::find(self.0) {
            *kept.value.borrow_mut() = value;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Memo, Readable, RwSignal};
    use crate::ui::graph::{Owner, effect, run_effects, untrack};
    use std::cell::{Cell, RefCell};
    use std::rc::Rc;

    /// An effect that notes what it saw.
    fn noting<T: 'static>(read: impl Fn() -> T + 'static) -> Rc<RefCell<Vec<T>>> {
        let seen: Rc<RefCell<Vec<T>>> = Rc::default();
        let notes = Rc::clone(&seen);
        effect(Box::new(move || {
            let value = read();
            notes.borrow_mut().push(value);
        }));
        seen
    }

    #[test]
    fn an_effect_runs_at_once_and_again_in_a_later_turn() {
        let owner = Owner::new(None);
        owner.with(|| {
            let signal = RwSignal::new(1);
            let seen = noting(move || signal.get());
            signal.set(2);
            signal.set(3);
            assert_eq!(*seen.borrow(), [1], "not in the turn of the change");
            run_effects();
            assert_eq!(*seen.borrow(), [1, 3], "once for several changes");
            run_effects();
            assert_eq!(*seen.borrow(), [1, 3]);
        });
    }

    #[test]
    fn only_what_was_read_in_the_last_run_is_followed() {
        let owner = Owner::new(None);
        owner.with(|| {
            let (which, a, b) = (RwSignal::new(true), RwSignal::new(1), RwSignal::new(10));
            let seen = noting(move || if which.get() { a.get() } else { b.get() });
            b.set(11);
            run_effects();
            assert_eq!(*seen.borrow(), [1]);
            which.set(false);
            run_effects();
            a.set(2);
            run_effects();
            assert_eq!(*seen.borrow(), [1, 11]);
            b.set(12);
            run_effects();
            assert_eq!(*seen.borrow(), [1, 11, 12]);
        });
    }

    #[test]
    fn a_memo_is_true_at_once_and_tells_only_another_value() {
        let owner = Owner::new(None);
        owner.with(|| {
            let number = RwSignal::new(1);
            let n_worked = Rc::new(Cell::new(0));
            let counted = Rc::clone(&n_worked);
            let is_odd = Memo::new(move || {
                counted.set(counted.get() + 1);
                number.get() % 2 == 1
            });
            let word = Memo::new(move || if is_odd.get() { "odd" } else { "even" });
            let seen = noting(move || word.get());
            number.set(3);
            assert_eq!(word.get_untracked(), "odd");
            run_effects();
            assert_eq!(*seen.borrow(), ["odd"], "nothing came of it");
            number.set(4);
            assert_eq!(word.get_untracked(), "even", "before any effect ran");
            run_effects();
            assert_eq!(*seen.borrow(), ["odd", "even"]);
            assert_eq!(n_worked.get(), 3, "once for each change");
        });
    }

    #[test]
    fn an_effect_sees_all_memos_of_one_change_at_once() {
        let owner = Owner::new(None);
        owner.with(|| {
            let number = RwSignal::new(1);
            let double = Memo::new(move || number.get() * 2);
            let seen = noting(move || (number.get(), double.get()));
            number.set(2);
            run_effects();
            assert_eq!(*seen.borrow(), [(1, 2), (2, 4)]);
        });
    }

    #[test]
    fn what_an_effect_sets_itself_runs_it_again_but_what_it_skips_does_not() {
        let owner = Owner::new(None);
        owner.with(|| {
            let (number, skipped) = (RwSignal::new(0), RwSignal::new(0));
            let seen = noting(move || {
                let _ = untrack(|| skipped.get());
                if number.get() < 3 {
                    number.update(|number| *number += 1);
                }
                number.get_untracked()
            });
            run_effects();
            assert_eq!(seen.borrow().last(), Some(&3));
            let n_runs = seen.borrow().len();
            skipped.set(1);
            run_effects();
            assert_eq!(seen.borrow().len(), n_runs);
        });
    }

    #[test]
    fn what_an_owner_holds_goes_with_it() {
        let owner = Owner::new(None);
        let outer = owner.with(|| RwSignal::new(1));
        let part = Owner::new(Some(&owner));
        let n_cleanups = Rc::new(Cell::new(0));
        let counted = Rc::clone(&n_cleanups);
        let (inner, seen) = part.with(|| {
            crate::ui::graph::on_cleanup(Box::new(move || counted.set(counted.get() + 1)));
            (RwSignal::new(7), noting(move || outer.get()))
        });
        part.clean();
        assert_eq!(n_cleanups.get(), 1);
        assert_eq!(inner.try_get_untracked(), None);
        inner.set(8);
        outer.set(2);
        run_effects();
        assert_eq!(*seen.borrow(), [1], "its effects have ended");
        assert_eq!(outer.get_untracked(), 2);
        owner.clean();
        assert_eq!(n_cleanups.get(), 1, "each runs once");
        assert_eq!(outer.try_get_untracked(), None);
    }

    #[test]
    fn a_number_that_is_used_again_is_no_longer_the_former_signal() {
        let owner = Owner::new(None);
        let former = owner.with(|| RwSignal::new(1));
        owner.clean();
        let next = owner.with(|| RwSignal::new(2));
        assert_eq!(former.try_get_untracked(), None);
        assert_eq!(next.get_untracked(), 2);
    }

    #[test]
    fn a_memo_that_has_gone_is_not_worked_out_any_more() {
        let outer = Owner::new(None);
        let inner = Owner::new(Some(&outer));
        let number = outer.with(|| RwSignal::new(1));
        let (inner_number, memo) = inner.with(|| {
            let own = RwSignal::new(1);
            (own, Memo::new(move || own.get() + number.get()))
        });
        let seen = outer.with(|| noting(move || memo.try_with(|sum| *sum)));
        inner.clean();
        number.set(2);
        run_effects();
        assert_eq!(inner_number.try_get_untracked(), None);
        assert_eq!(*seen.borrow(), [Some(2)]);
        outer.clean();
    }

    #[test]
    fn each_run_of_an_effect_cleans_up_what_the_former_made() {
        let owner = Owner::new(None);
        let held = Cell::new(None);
        owner.with(|| {
            let signal = RwSignal::new(0);
            let alive = Rc::new(Cell::new(0));
            let counted = Rc::clone(&alive);
            effect(Box::new(move || {
                signal.get();
                counted.set(counted.get() + 1);
                let counted = Rc::clone(&counted);
                crate::ui::graph::on_cleanup(Box::new(move || counted.set(counted.get() - 1)));
            }));
            for n in 1..4 {
                signal.set(n);
                run_effects();
                assert_eq!(alive.get(), 1);
            }
            held.set(Some(alive));
        });
        owner.clean();
        let alive = held.take().map(|alive| alive.get());
        assert_eq!(alive, Some(0), "and the end of its owner the last");
    }
}
