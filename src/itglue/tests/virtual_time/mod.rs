//! Virtual time: tasks run until all of them wait, then the clock goes on to the next moment that one waits for.

#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(
    clippy::unwrap_used,
    reason = "a test may stop: that is what a failed test is"
)]

use std::cell::{Cell, RefCell};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, VecDeque};
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};

type Task = Pin<Box<dyn Future<Output = ()>>>;

/// A clock with its tasks; a handle.
#[derive(Clone, Default)]
pub(crate) struct Clock(Rc<Inner>);

#[derive(Default)]
struct Inner {
    now_ms: Cell<u64>,
    tasks: RefCell<HashMap<u64, Task>>,
    n_tasks: Cell<u64>,
    ready: Arc<Mutex<VecDeque<u64>>>,
    /// When, and the number of whoever waits.
    alarms: RefCell<BinaryHeap<Reverse<(u64, u64)>>>,
    sleepers: RefCell<HashMap<u64, Waker>>,
    n_sleepers: Cell<u64>,
}

struct Ready {
    task: u64,
    queue: Arc<Mutex<VecDeque<u64>>>,
}

impl Wake for Ready {
    fn wake(self: Arc<Self>) {
        self.queue.lock().unwrap().push_back(self.task);
    }
}

impl Clock {
    pub(crate) fn at(now_ms: u64) -> Self {
        let clock = Self::default();
        clock.0.now_ms.set(now_ms);
        clock
    }

    pub(crate) fn now_ms(&self) -> u64 {
        self.0.now_ms.get()
    }

    pub(crate) async fn sleep_ms(&self, ms: u64) {
        let until_ms = self.now_ms() + ms;
        let number = self.0.n_sleepers.get();
        self.0.n_sleepers.set(number + 1);
        let mut alarm = Some(Reverse((until_ms, number)));
        poll_fn(move |context| {
            if self.now_ms() >= until_ms {
                self.0.sleepers.borrow_mut().remove(&number);
                return Poll::Ready(());
            }
            self.0.alarms.borrow_mut().extend(alarm.take());
            let waker = context.waker().clone();
            self.0.sleepers.borrow_mut().insert(number, waker);
            Poll::Pending
        })
        .await;
    }

    /// Begins a task; its number ends it.
    pub(crate) fn begin(&self, task: impl Future<Output = ()> + 'static) -> u64 {
        let number = self.0.n_tasks.get();
        self.0.n_tasks.set(number + 1);
        self.0.tasks.borrow_mut().insert(number, Box::pin(task));
        self.0.ready.lock().unwrap().push_back(number);
        number
    }

    /// Drops a task, wherever it stands.
    pub(crate) fn end(&self, task: u64) {
        let dropped = self.0.tasks.borrow_mut().remove(&task);
        drop(dropped);
    }

    /// Runs all tasks to their ends, or until nobody waits for a moment any more.
    pub(crate) fn run(&self) {
        self.run_until(u64::MAX);
    }

    /// Runs all tasks, and the clock no further than this.
    pub(crate) fn run_until(&self, end_ms: u64) {
        loop {
            let ready = self.0.ready.lock().unwrap().pop_front();
            match ready {
                Some(task) => self.poll(task),
                None => {
                    let next = self.0.alarms.borrow().peek().copied();
                    let Some(Reverse((at_ms, number))) = next.filter(|next| next.0.0 <= end_ms)
                    else {
                        break;
                    };
                    self.0.alarms.borrow_mut().pop();
                    // Whoever was dropped meanwhile keeps no time.
                    let sleeper = self.0.sleepers.borrow_mut().remove(&number);
                    if let Some(sleeper) = sleeper {
                        self.0.now_ms.set(at_ms.max(self.now_ms()));
                        sleeper.wake();
                    }
                }
            }
        }
        if end_ms != u64::MAX {
            self.0.now_ms.set(end_ms.max(self.now_ms()));
        }
    }

    fn poll(&self, number: u64) {
        let Some(mut task) = self.0.tasks.borrow_mut().remove(&number) else {
            return;
        };
        let waker = Waker::from(Arc::new(Ready {
            task: number,
            queue: self.0.ready.clone(),
        }));
        if task
            .as_mut()
            .poll(&mut Context::from_waker(&waker))
            .is_pending()
        {
            self.0.tasks.borrow_mut().insert(number, task);
        }
    }
}
