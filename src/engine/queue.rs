//! The requests that wait in the worker: what a newer one of its kind makes stale is never begun.

use super::protocol::Request;
use std::collections::VecDeque;

/// Requests in the order of their arrival, each with the time of it in milliseconds.
#[derive(Debug, Default)]
pub struct Queue(VecDeque<(Request, f64)>);

impl Queue {
    /// A request arrives, or comes back from waiting for weights, when newer ones may be here already.
    pub fn push(&mut self, request: Request, now: f64) {
        if !self.is_stale(&request) {
            self.0.push_back((request, now));
        }
    }

    /// The oldest request that no newer one has made stale.
    pub fn pop(&mut self) -> Option<(Request, f64)> {
        loop {
            let (request, arrived) = self.0.pop_front()?;
            if !self.is_stale(&request) {
                return Some((request, arrived));
            }
        }
    }

    /// Whether a newer request waits, of a kind of which only the newest is wanted.
    pub fn is_stale(&self, request: &Request) -> bool {
        let ticket = |request: &Request| request.asks().map(|(ticket, _)| ticket);
        let is_newer =
            |(other, _): &(Request, f64)| other.asked() == request.asked() && ticket(other) > ticket(request);
        request.asked().is_some() && self.0.iter().any(is_newer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::AnimeId;
    use crate::engine::protocol::{BackendChoice, ModelName, Ticket};

    fn list(ticket: Ticket) -> Request {
        Request::Recommend { ticket, model: ModelName::NCF, picks: Vec::new(), exclude: Vec::new(), top: 20 }
    }

    fn beside(ticket: Ticket) -> Request {
        Request::Beside { ticket, model: ModelName::NCF, picks: Vec::new(), exclude: Vec::new(), top: 20 }
    }

    fn near(ticket: Ticket) -> Request {
        Request::Similar { ticket, model: ModelName::NCF, anime_id: AnimeId(1), exclude: Vec::new(), top: 12 }
    }

    #[test]
    fn only_the_newest_of_each_kind_is_begun() {
        let start = || Request::Start {
            backend: BackendChoice::Auto,
            after_failure: None,
            files: Vec::new(),
            load: Vec::new(),
            language: "en".to_owned(),
        };
        let rows = [
            (vec![start(), list(1), near(2), list(3), near(4)], vec![start(), list(3), near(4)]),
            (vec![near(1), list(2)], vec![near(1), list(2)]),
            (vec![near(4), list(3), list(1)], vec![near(4), list(3)]),
            (vec![list(1), beside(2), beside(3)], vec![list(1), beside(3)]),
            (vec![start(), start()], vec![start(), start()]),
        ];
        for (arrived, begun) in rows {
            let mut queue = Queue::default();
            arrived.into_iter().for_each(|request| queue.push(request, 0.0));
            let taken: Vec<Request> = std::iter::from_fn(|| queue.pop()).map(|(request, _)| request).collect();
            assert_eq!(taken, begun);
        }
    }

    #[test]
    fn a_request_under_way_becomes_stale() {
        let mut queue = Queue::default();
        queue.push(list(1), 5.0);
        let (request, arrived) = queue.pop().unwrap();
        assert!(arrived == 5.0 && !queue.is_stale(&request));
        queue.push(near(2), 6.0);
        assert!(!queue.is_stale(&request));
        queue.push(list(3), 7.0);
        assert!(queue.is_stale(&request));
    }
}
