//! Who follows what, and who owns what: the part of the signals that knows no types.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

/// The number of what a handle stands for: a place, and how often that place was used before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Id {
    place: usize,
    generation: u32,
}

#[derive(Default)]
struct Place {
    generation: u32,
    kept: Option<Rc<dyn Any>>,
}

#[derive(Default)]
struct Graph {
    places: RefCell<Vec<Place>>,
    free: RefCell<Vec<usize>>,
    owner: RefCell<Option<Owner>>,
    follower: RefCell<Option<Rc<Follower>>>,
    /// Effects that are to run in a later turn.
    queue: RefCell<Vec<Rc<Follower>>>,
}

thread_local! {
    static GRAPH: Graph = Graph::default();
}

/// Keeps something for as long as the present owner is there.
pub(super) fn keep(kept: Rc<dyn Any>) -> Id {
    let id = GRAPH.with(|graph| {
        let mut places = graph.places.borrow_mut();
        let place = graph.free.borrow_mut().pop().unwrap_or(places.len());
        if place == places.len() {
            places.push(Place::default());
        }
        places[place].kept = Some(kept);
        Id {
            place,
            generation: places[place].generation,
        }
    });
    if let Some(owner) = Owner::current() {
        owner.0.ids.borrow_mut().push(id);
    }
    id
}

/// What was kept, if it is still there.
pub(super) fn find(id: Id) -> Option<Rc<dyn Any>> {
    GRAPH.with(|graph| {
        let places = graph.places.borrow();
        let place = places.get(id.place)?;
        let is_it = place.generation == id.generation;
        place.kept.clone().filter(|_| is_it)
    })
}

fn forget(id: Id) {
    let kept = GRAPH.with(|graph| {
        let mut places = graph.places.borrow_mut();
        let place = places.get_mut(id.place)?;
        if place.generation != id.generation {
            return None;
        }
        place.generation = place.generation.wrapping_add(1);
        graph.free.borrow_mut().push(id.place);
        place.kept.take()
    });
    // Dropped only now: what it holds may look into the graph.
    drop(kept);
}

/// What signals, effects and cleanups belong to. A handle: clones are the same owner.
#[derive(Clone, Default)]
pub(super) struct Owner(Rc<Owned>);

#[derive(Default)]
struct Owned {
    cleanups: RefCell<Vec<Box<dyn FnOnce()>>>,
    children: RefCell<Vec<Weak<Owned>>>,
    effects: RefCell<Vec<Rc<Follower>>>,
    ids: RefCell<Vec<Id>>,
}

impl Owner {
    /// One that goes with its parent.
    pub(super) fn new(parent: Option<&Owner>) -> Self {
        let owner = Self::default();
        if let Some(parent) = parent {
            let mut children = parent.0.children.borrow_mut();
            children.retain(|child| child.strong_count() > 0);
            children.push(Rc::downgrade(&owner.0));
        }
        owner
    }

    /// The one that things are made under at present.
    pub(super) fn current() -> Option<Self> {
        GRAPH.with(|graph| graph.owner.borrow().clone())
    }

    /// Makes things under this owner.
    pub(super) fn with<T>(&self, make: impl FnOnce() -> T) -> T {
        let former = GRAPH.with(|graph| graph.owner.replace(Some(self.clone())));
        let made = make();
        GRAPH.with(|graph| graph.owner.replace(former));
        made
    }

    /// Ends all that was made under it; it may be used anew.
    pub(super) fn clean(&self) {
        for child in self.0.children.take() {
            if let Some(child) = child.upgrade() {
                Owner(child).clean();
            }
        }
        for cleanup in self.0.cleanups.take() {
            cleanup();
        }
        for effect in self.0.effects.take() {
            effect.end();
        }
        self.0.ids.take().into_iter().for_each(forget);
    }
}

/// Runs when the present owner is cleaned.
pub(super) fn on_cleanup(run: Box<dyn FnOnce()>) {
    if let Some(owner) = Owner::current() {
        owner.0.cleanups.borrow_mut().push(run);
    }
}

/// What can be followed.
pub(super) struct Followed {
    followers: RefCell<Vec<Weak<Follower>>>,
    /// Who works it out, if it is a memo's. Held here alone.
    memo: Option<Rc<Follower>>,
}

impl Followed {
    pub(super) fn plain() -> Rc<Self> {
        Rc::new(Self {
            followers: RefCell::default(),
            memo: None,
        })
    }

    pub(super) fn of_memo(memo: &Rc<Follower>) -> Rc<Self> {
        let followed = Rc::new(Self {
            followers: RefCell::default(),
            memo: Some(Rc::clone(memo)),
        });
        *memo.result.borrow_mut() = Rc::downgrade(&followed);
        followed
    }

    fn tell(&self, news: News) {
        let followers = self.followers.borrow().clone();
        for follower in followers.iter().filter_map(Weak::upgrade) {
            follower.hear(news);
        }
    }
}

/// What a follower has heard since its last run.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Debug)]
enum News {
    None,
    /// A memo that it follows may have changed.
    Perhaps,
    Sure,
}

/// An effect or a memo.
pub(super) struct Follower {
    news: Cell<News>,
    follows: RefCell<Vec<Rc<Followed>>>,
    /// Runs it; says, of a memo, whether it came to another value.
    run: RefCell<Option<Rc<dyn Fn() -> bool>>>,
    /// What an effect's last run has made.
    owner: Option<Owner>,
    /// What a memo works out.
    result: RefCell<Weak<Followed>>,
}

impl Follower {
    fn new(run: Rc<dyn Fn() -> bool>, owner: Option<Owner>) -> Rc<Self> {
        Rc::new(Self {
            news: Cell::new(News::None),
            follows: RefCell::default(),
            run: RefCell::new(Some(run)),
            owner,
            result: RefCell::default(),
        })
    }

    pub(super) fn memo(run: Box<dyn Fn() -> bool>) -> Rc<Self> {
        Self::new(run.into(), None)
    }

    /// Notes what is read meanwhile.
    pub(super) fn observe<T>(self: &Rc<Self>, read: impl FnOnce() -> T) -> T {
        self.let_go();
        self.news.set(News::None);
        let me = Some(Rc::clone(self));
        let former = GRAPH.with(|graph| graph.follower.replace(me));
        let value = match &self.owner {
            Some(owner) => {
                owner.clean();
                owner.with(read)
            }
            None => read(),
        };
        GRAPH.with(|graph| graph.follower.replace(former));
        value
    }

    fn let_go(self: &Rc<Self>) {
        for followed in self.follows.take() {
            let mut followers = followed.followers.borrow_mut();
            followers.retain(|one| !std::ptr::eq(one.as_ptr(), Rc::as_ptr(self)));
        }
    }

    fn hear(self: &Rc<Self>, news: News) {
        let former = self.news.get();
        if former < news {
            self.news.set(news);
        }
        if former != News::None {
            return;
        }
        match self.result.borrow().upgrade() {
            Some(result) => result.tell(News::Perhaps),
            None => queue(self),
        }
    }

    /// Runs it if what it follows has changed.
    fn refresh(self: &Rc<Self>) {
        if self.news.get() == News::Perhaps {
            let follows = self.follows.borrow().clone();
            for memo in follows.iter().filter_map(|followed| followed.memo.as_ref()) {
                memo.refresh();
                if self.news.get() == News::Sure {
                    break;
                }
            }
        }
        let is_sure = self.news.replace(News::None) == News::Sure;
        let run = self.run.borrow().clone().filter(|_| is_sure);
        let has_changed = run.is_some_and(|run| self.observe(|| run()));
        if let (true, Some(result)) = (has_changed, self.result.borrow().upgrade()) {
            result.tell(News::Sure);
        }
    }

    fn end(self: &Rc<Self>) {
        self.let_go();
        self.run.take();
        if let Some(owner) = &self.owner {
            owner.clean();
        }
    }
}

/// Lets the present follower hear of its changes.
pub(super) fn follow(followed: &Rc<Followed>) {
    refresh(followed);
    let Some(follower) = GRAPH.with(|graph| graph.follower.borrow().clone()) else {
        return;
    };
    let mut follows = follower.follows.borrow_mut();
    if !follows.iter().any(|one| Rc::ptr_eq(one, followed)) {
        follows.push(Rc::clone(followed));
        let me = Rc::downgrade(&follower);
        followed.followers.borrow_mut().push(me);
    }
}

/// Works out anew what may no longer be true.
pub(super) fn refresh(followed: &Followed) {
    if let Some(memo) = &followed.memo {
        memo.refresh();
    }
}

/// It has changed.
pub(super) fn changed(followed: &Followed) {
    followed.tell(News::Sure);
}

/// Reads without following.
pub(super) fn untrack<T>(read: impl FnOnce() -> T) -> T {
    let former = GRAPH.with(|graph| graph.follower.replace(None));
    let value = read();
    GRAPH.with(|graph| graph.follower.replace(former));
    value
}

/// Runs now, and again in a later turn whenever something changes that it read, until its owner is cleaned.
pub(super) fn effect(run: Box<dyn Fn()>) {
    let parent = Owner::current();
    let run: Rc<dyn Fn() -> bool> = Rc::new(move || {
        run();
        false
    });
    let effect = Follower::new(Rc::clone(&run), Some(Owner::new(parent.as_ref())));
    if let Some(parent) = parent {
        parent.0.effects.borrow_mut().push(Rc::clone(&effect));
    }
    effect.observe(|| run());
}

fn queue(effect: &Rc<Follower>) {
    let is_first = GRAPH.with(|graph| {
        let mut queue = graph.queue.borrow_mut();
        queue.push(Rc::clone(effect));
        queue.len() == 1
    });
    if is_first && cfg!(target_arch = "wasm32") {
        wasm_bindgen_futures::spawn_local(async { run_effects() });
    }
}

/// Runs what is waiting, and what comes of it.
pub(super) fn run_effects() {
    loop {
        let waiting = GRAPH.with(|graph| graph.queue.borrow().clone());
        if waiting.is_empty() {
            return;
        }
        for effect in &waiting {
            effect.refresh();
        }
        // Until here a new one finds others before it, and starts no task of its own.
        let done = GRAPH.with(|graph| {
            let mut queue = graph.queue.borrow_mut();
            let rest = queue.split_off(waiting.len());
            std::mem::replace(&mut *queue, rest)
        });
        drop(done);
    }
}
