//! Counts that end when the test says so.

use std::sync::atomic::{AtomicU32, Ordering};

use tokio::sync::Notify;

use super::*;

const HURRY: Duration = Duration::from_millis(20);
const PATIENCE: Duration = Duration::from_secs(30);

/// A way of counting: each count takes the next number, and waits for `go` where it is slow.
#[derive(Default)]
struct Counting {
    work: Work<&'static str, u32>,
    begun: Arc<AtomicU32>,
    slow: bool,
    go: Arc<Notify>,
}

impl Counting {
    fn slow() -> Self {
        Self { slow: true, ..Self::default() }
    }

    fn begun(&self) -> u32 {
        self.begun.load(Ordering::SeqCst)
    }

    /// The number of the count that answered; none where it takes longer.
    async fn ask(&self, revision: u64, asked: &'static str, patience: Duration) -> Option<u32> {
        let (count, slow, go) = (Arc::clone(&self.begun), self.slow, Arc::clone(&self.go));
        let begin = |_| {
            let number = count.fetch_add(1, Ordering::SeqCst) + 1;
            async move {
                if slow {
                    go.notified().await;
                }
                Ok(number)
            }
        };
        self.work.answer(revision, asked, patience, begin).await.unwrap().as_deref().copied()
    }
}

#[tokio::test]
async fn a_slow_count_is_left_to_itself_and_its_answer_found_later() {
    let counting = Counting::slow();
    assert_eq!(counting.ask(1, "reach", HURRY).await, None);
    assert_eq!(counting.ask(1, "reach", HURRY).await, None);
    counting.go.notify_one();
    assert_eq!(counting.ask(1, "reach", PATIENCE).await, Some(1));
    assert_eq!(counting.begun(), 1, "the second reader waited for the same count");
}

#[tokio::test]
async fn readers_at_the_same_moment_share_one_count() {
    let counting = Counting::slow();
    let let_go = async {
        tokio::time::sleep(HURRY).await;
        counting.go.notify_one();
    };
    let all = futures::future::join_all((0..5).map(|_| counting.ask(1, "reach", PATIENCE)));
    let (answers, ()) = tokio::join!(all, let_go);
    assert_eq!((answers, counting.begun()), (vec![Some(1); 5], 1));
}

#[tokio::test]
async fn another_question_is_another_count() {
    let counting = Counting::default();
    assert_eq!(counting.ask(1, "reach", PATIENCE).await, Some(1));
    assert_eq!(counting.ask(1, "change", PATIENCE).await, Some(2));
    assert_eq!(counting.ask(1, "reach", PATIENCE).await, Some(1));
}

#[tokio::test]
async fn an_answer_of_an_older_record_is_not_offered_again() {
    let counting = Counting::default();
    assert_eq!(counting.ask(1, "reach", PATIENCE).await, Some(1));
    assert_eq!(counting.ask(2, "reach", PATIENCE).await, Some(2));
}

/// Where people are registered all day, a long count would never be seen otherwise.
#[tokio::test]
async fn whoever_waits_is_answered_though_the_record_moves_on() {
    let counting = Counting::slow();
    assert_eq!(counting.ask(1, "reach", HURRY).await, None);
    assert_eq!(counting.ask(2, "reach", HURRY).await, None);
    counting.go.notify_one();
    while counting.work.jobs.lock().unwrap().iter().any(|job| job.running.peek().is_none()) {
        tokio::task::yield_now().await;
    }
    assert_eq!(counting.ask(3, "reach", PATIENCE).await, Some(1), "the count that was begun for them");
    assert_eq!(counting.begun(), 1);
    counting.go.notify_one();
    assert_eq!(counting.ask(3, "reach", PATIENCE).await, Some(2), "nobody waits for it any more: it is out of date");
}

#[tokio::test]
async fn a_failed_count_is_told_and_then_tried_again() {
    let work = Work::<&str, u32>::default();
    let failed = work.answer(1, "reach", PATIENCE, async |_| Err(Fault::NotFounded)).await;
    assert!(matches!(*failed.unwrap_err(), Fault::NotFounded));
    let done = work.answer(1, "reach", PATIENCE, async |_| Ok(7)).await;
    assert_eq!(done.unwrap().as_deref(), Some(&7));
}

#[tokio::test]
async fn only_so_many_counts_run_at_once() {
    let (work, running) = (Work::<u32, u32>::default(), Arc::new(AtomicU32::new(0)));
    let go = Arc::new(Notify::new());
    for asked in 0..5 {
        let (running, go) = (Arc::clone(&running), Arc::clone(&go));
        let begin = async move |asked| {
            running.fetch_add(1, Ordering::SeqCst);
            go.notified().await;
            running.fetch_sub(1, Ordering::SeqCst);
            Ok(asked)
        };
        assert!(work.answer(1, asked, HURRY, begin).await.unwrap().is_none());
    }
    assert_eq!(usize::try_from(running.load(Ordering::SeqCst)), Ok(AT_ONCE));
    for asked in 0..5 {
        go.notify_one();
        let answer = work.answer(1, asked, PATIENCE, async |_| Err(Fault::NotFounded)).await;
        assert_eq!(answer.unwrap().as_deref(), Some(&asked), "each had its turn");
    }
}

#[tokio::test]
async fn the_oldest_answers_make_room() {
    let work = Work::<usize, usize>::default();
    for asked in 0..=KEPT {
        work.answer(1, asked, PATIENCE, async |asked| Ok(asked)).await.unwrap();
    }
    let again = work.answer(1, KEPT, PATIENCE, async |_| Ok(0)).await;
    assert_eq!(again.unwrap().as_deref(), Some(&KEPT), "kept");
    let again = work.answer(1, 0, PATIENCE, async |_| Ok(1000)).await;
    assert_eq!(again.unwrap().as_deref(), Some(&1000), "counted anew");
}
