//! The graphics card's program beside the worker that answers.

use super::*;

#[test]
fn a_graphics_card_takes_over_once_it_is_warm_and_nothing_is_open() {
    let mut session = Session::new(BackendChoice::Auto, files());
    session.start();
    session.received(UP);
    ask(&mut session);
    assert!(!session.received(&offering()).contains(&Effect::Challenge), "the visitor comes first");
    let loaded = Response::Loaded { model: ModelName::DEFAULT, items: 9 };
    session.received(&encode(loaded).unwrap());
    assert_eq!(session.received(&encode(recommended(1)).unwrap()).last(), Some(&Effect::Challenge));
    // It is asked for what is here already, so that no list comes by another model in between.
    let effects = session.challenger_received(UP);
    let [Effect::PostToChallenger(text)] = &effects[..] else { panic!("{effects:?}") };
    let Request::Start { backend: BackendChoice::Auto, after_failure: None, load, .. } = decode(text).unwrap() else {
        panic!("{text}")
    };
    assert_eq!(load, [ModelName::DEFAULT]);
    // While it warms up, the first worker answers.
    ask(&mut session);
    assert_eq!(session.challenger_received(&ready(Backend::Webgpu)), []);
    let effects = session.received(&encode(recommended(2)).unwrap());
    assert!(
        matches!(
            &effects[..],
            [Effect::Tell(Update::Recommended(_)), Effect::Unwatch, Effect::Promote, Effect::Tell(Update::Ready(ready)), Effect::Unwatch]
                if ready.backend == Backend::Webgpu
        ),
        "{effects:?}"
    );
    // From now on it is the worker, and a lost card leads back to the CPU, for good.
    session.received(&lost("the GPU was reset"));
    let requests = posted(&session.received(UP));
    assert!(matches!(requests[0], Request::Start { backend: BackendChoice::Cpu, after_failure: Some(_), .. }));
}

#[test]
fn a_graphics_card_that_is_of_no_use_is_left_alone_and_the_badge_says_why() {
    let slow = encode(Response::Ready(Ready { list_ms: Some(40.0), ..started(Backend::Webgpu) })).unwrap();
    let failed = encode(Response::Failed { ticket: None, message: "no models".to_owned() }).unwrap();
    for (text, reason) in [
        (slow.as_str(), "takes 40 ms"),
        (&ready(Backend::Cpu), "a test"),
        (&lost("it is gone"), "it is gone"),
        (&failed, "no models"),
        ("nonsense", "the graphics card failed"),
    ] {
        let mut session = Session::new(BackendChoice::Auto, files());
        session.start();
        session.received(UP);
        assert_eq!(session.received(&offering()).last(), Some(&Effect::Challenge));
        session.challenger_received(UP);
        let effects = session.challenger_received(text);
        let [Effect::Dismiss, Effect::Tell(Update::Ready(told))] = &effects[..] else { panic!("{text}: {effects:?}") };
        assert!(told.backend == Backend::Cpu && told.reason.contains(reason), "{}", told.reason);
        assert_eq!(session.challenger_failed("an echo"), []);
        assert_eq!(posted(&ask(&mut session)).len(), 1, "the first worker goes on");
    }
}

#[test]
fn a_challenger_goes_with_the_worker_that_it_was_to_replace() {
    let mut session = Session::new(BackendChoice::Auto, files());
    session.start();
    session.received(UP);
    session.received(&offering());
    let effects = session.crashed("it crashed");
    assert!(matches!(effects[..], [Effect::Tell(_), Effect::Dismiss, Effect::Spawn(Program::Cpu), _]), "{effects:?}");
}
