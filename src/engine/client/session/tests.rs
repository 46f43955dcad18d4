use super::*;
use crate::engine::protocol::{Fetching, Ready, Recommended};
use proptest::prelude::*;

mod challenger;

fn started(backend: Backend) -> Ready {
    let list_ms = (backend == Backend::Webgpu).then_some(2.0);
    Ready { backend, reason: "a test".to_owned(), models: Vec::new(), list_ms, offers_gpu: false }
}

fn ready(backend: Backend) -> String {
    encode(Response::Ready(started(backend))).unwrap()
}

fn recommended(ticket: Ticket) -> Response {
    Response::Recommended(Recommended {
        ticket,
        model: ModelName::NCF,
        interim: false,
        items: Vec::new(),
        unknown_picks: Vec::new(),
        elapsed_ms: 1.0,
        backend: Backend::Cpu,
    })
}

fn files() -> Vec<ModelFile> {
    vec![ModelFile {
        model: ModelName::DEFAULT,
        url: "https://example.org/model/blend".to_owned(),
        bytes: 4,
        sha256: String::new(),
        members: Vec::new(),
    }]
}

/// What the program for the CPU says where there is a card.
fn offering() -> String {
    encode(Response::Ready(Ready { offers_gpu: true, ..started(Backend::Cpu) })).unwrap()
}

fn lost(reason: &str) -> String {
    encode(Response::BackendLost { reason: reason.to_owned() }).unwrap()
}

/// What the badge says after the graphics card failed so.
fn card(reason: &str) -> String {
    format!("On the processor, because the graphics card failed: {reason}")
}

fn ask(session: &mut Session) -> Vec<Effect> {
    session.recommend(ModelName::NCF, Vec::new(), Vec::new(), 20)
}

fn posted(effects: &[Effect]) -> Vec<Request> {
    let texts = effects.iter().filter_map(|effect| match effect {
        Effect::Post(text) => Some(decode(text).unwrap()),
        _ => None,
    });
    texts.collect()
}

fn told(effects: &[Effect]) -> Vec<&Update> {
    let updates = effects.iter().filter_map(|effect| match effect {
        Effect::Tell(update) => Some(update),
        _ => None,
    });
    updates.collect()
}

fn running(choice: BackendChoice, backend: Backend) -> Session {
    let mut session = Session::new(choice, files());
    session.start();
    session.received(UP);
    session.received(&ready(backend));
    session
}

#[test]
fn what_is_asked_early_is_sent_once_the_worker_is_up() {
    let mut session = Session::new(BackendChoice::Auto, files());
    assert_eq!(session.start(), [Effect::Spawn(Program::Cpu), Effect::Watch(LOAD_LIMIT)]);
    assert_eq!(ask(&mut session), []);
    assert_eq!(ask(&mut session), []);
    let effects = session.received(UP);
    let [
        Request::Start { backend: BackendChoice::Auto, after_failure: None, .. },
        Request::Recommend { ticket: 2, .. },
    ] = posted(&effects)[..]
    else {
        panic!("{effects:?}")
    };
    assert_eq!(effects.last(), Some(&Effect::Watch(START_LIMIT)));
    let effects = session.received(&ready(Backend::Webgpu));
    assert!(matches!(effects[..], [Effect::Tell(Update::Ready(_)), Effect::Watch(REQUEST_LIMIT)]), "{effects:?}");
}

#[test]
fn answers_to_older_requests_are_dropped() {
    let mut session = running(BackendChoice::Webgpu, Backend::Webgpu);
    ask(&mut session);
    ask(&mut session);
    assert_eq!(session.received(&encode(recommended(1)).unwrap()), [Effect::Watch(REQUEST_LIMIT)]);
    let effects = session.received(&encode(recommended(2)).unwrap());
    assert!(matches!(effects[..], [Effect::Tell(Update::Recommended(_)), Effect::Unwatch]), "{effects:?}");
    assert_eq!(session.received(&encode(recommended(2)).unwrap()), [Effect::Unwatch]);
}

#[test]
fn a_lost_gpu_leads_to_the_cpu_and_what_is_open_is_asked_again() {
    let mut session = running(BackendChoice::Webgpu, Backend::Webgpu);
    ask(&mut session);
    session.similar(ModelName::RECOMMENDER_NET, AnimeId(1), Vec::new(), 6);
    let effects = session.received(&lost("the GPU was reset"));
    assert!(
        matches!(
            effects[..],
            [Effect::Tell(Update::Restarting { .. }), Effect::Spawn(Program::Cpu), Effect::Watch(LOAD_LIMIT)]
        ),
        "{effects:?}"
    );
    let requests = posted(&session.received(UP));
    let start = Request::Start {
        backend: BackendChoice::Cpu,
        after_failure: Some(card("the GPU was reset")),
        files: files(),
        load: Vec::new(),
        language: "en".to_owned(),
    };
    assert_eq!(requests[0], start);
    assert!(matches!(requests[1..], [Request::Recommend { ticket: 1, .. }, Request::Similar { ticket: 2, .. }]));
}

#[test]
fn crash_and_silence_lead_to_the_cpu_as_well() {
    let fail: [fn(&mut Session) -> Vec<Effect>; 3] =
        [|session| session.crashed("it crashed"), Session::timed_out, |session| session.received(&lost("it is gone"))];
    for fail in fail {
        for steps in 0..3 {
            let mut session = Session::new(BackendChoice::Webgpu, files());
            session.start();
            for text in [UP.to_owned(), ready(Backend::Webgpu)].iter().take(steps) {
                session.received(text);
            }
            let effects = fail(&mut session);
            assert!(matches!(told(&effects)[..], [Update::Restarting { .. }]), "{effects:?}");
            let program = if steps > 0 { Program::Cpu } else { Program::Gpu };
            assert!(effects.contains(&Effect::Spawn(program)), "{effects:?}");
            // Before the program runs nothing speaks against the GPU.
            let Request::Start { backend, after_failure, .. } = &posted(&session.received(UP))[0] else { panic!() };
            assert_eq!(*backend == BackendChoice::Cpu, steps > 0, "{steps}");
            assert_eq!(after_failure.is_some(), steps > 0, "{steps}");
        }
    }
}

#[test]
fn each_failure_is_named_by_its_cause() {
    let mut session = running(BackendChoice::Cpu, Backend::Cpu);
    session.crashed("it crashed");
    let again = "On the processor; the engine had to be started anew: it crashed".to_owned();
    let start = Request::Start {
        backend: BackendChoice::Cpu,
        after_failure: Some(again),
        files: files(),
        load: Vec::new(),
        language: "en".to_owned(),
    };
    assert_eq!(posted(&session.received(UP)), [start]);

    let mut session = Session::new(BackendChoice::Auto, files());
    session.start();
    session.crashed("a file is missing");
    let effects = session.timed_out();
    assert!(matches!(told(&effects)[..], [Update::GaveUp { .. }]), "{effects:?}");
}

#[test]
fn after_two_failures_on_the_cpu_the_visitor_is_asked() {
    let mut session = running(BackendChoice::Webgpu, Backend::Webgpu);
    ask(&mut session);
    session.timed_out();
    session.crashed("first on the CPU");
    let effects = session.crashed("second on the CPU");
    let gave_up = Update::GaveUp { reason: "second on the CPU".to_owned() };
    assert_eq!(effects, [Effect::Unwatch, Effect::Terminate, Effect::Tell(gave_up)]);
    assert_eq!(session.crashed("an echo"), []);
    assert_eq!(session.timed_out(), []);
    // Trying again starts as at first, and the request is still open.
    assert_eq!(session.start()[0], Effect::Spawn(Program::Gpu));
    let requests = posted(&session.received(UP));
    assert!(matches!(
        requests[..],
        [Request::Start { backend: BackendChoice::Webgpu, after_failure: None, .. }, Request::Recommend { .. }]
    ));
}

#[test]
fn an_answer_makes_up_for_a_failure() {
    let mut session = running(BackendChoice::Cpu, Backend::Cpu);
    for _ in 0..5 {
        ask(&mut session);
        let effects = session.crashed("now and then");
        assert!(effects.contains(&Effect::Spawn(Program::Cpu)), "{effects:?}");
        session.received(UP);
        session.received(&ready(Backend::Cpu));
        session.received(&encode(recommended(session.last_ticket)).unwrap());
    }
}

#[test]
fn a_failed_request_is_told_and_a_failed_start_is_final() {
    let mut session = running(BackendChoice::Webgpu, Backend::Webgpu);
    ask(&mut session);
    let failed = |ticket| encode(Response::Failed { ticket, message: "no".to_owned() }).unwrap();
    let effects = session.received(&failed(Some(1)));
    assert_eq!(told(&effects), [&Update::RequestFailed { asked: Asked::Recommend, message: "no".to_owned() }]);
    assert_eq!(told(&session.received(&failed(Some(1)))), [] as [&Update; 0]);
    let effects = session.received(&failed(None));
    assert_eq!(told(&effects), [&Update::GaveUp { reason: "no".to_owned() }]);
}

#[test]
fn an_engine_of_another_version_is_given_up() {
    let mut session = running(BackendChoice::Webgpu, Backend::Webgpu);
    let effects = session.received(r#"{"version":999,"message":{}}"#);
    assert!(matches!(told(&effects)[..], [Update::GaveUp { .. }]), "{effects:?}");
}

proptest! {
    /// Whatever happens in whatever order, a session with something open and a worker is watched.
    #[test]
    fn silence_is_always_noticed(events in prop::collection::vec(0u8..15, 0..60)) {
        let mut session = Session::new(BackendChoice::Auto, files());
        let (mut watched, mut alive, mut second) = (false, false, false);
        for event in events {
            let effects = match event {
                0 => session.start(),
                1 => ask(&mut session),
                2 => session.similar(ModelName::NCF, AnimeId(1), Vec::new(), 6),
                3 => session.received(UP),
                4 => session.received(&ready(Backend::Webgpu)),
                5 => session.received(&encode(recommended(session.last_ticket)).unwrap()),
                6 => session.crashed("crash"),
                7 => session.adopt(Vec::new()),
                8 => session.received(&offering()),
                9 => session.challenger_received(UP),
                10 => session.challenger_received(&ready(Backend::Webgpu)),
                11 => session.challenger_received(&ready(Backend::Cpu)),
                12 => session.challenger_failed("crash"),
                13 => session.cancel(Asked::Recommend),
                _ => if watched { session.timed_out() } else { Vec::new() },
            };
            for effect in effects {
                match effect {
                    Effect::Watch(_) => watched = true,
                    Effect::Unwatch => watched = false,
                    Effect::Spawn(_) => alive = true,
                    Effect::Terminate => alive = false,
                    Effect::Challenge => {
                        prop_assert!(!second, "there is one already");
                        second = true;
                    }
                    Effect::PostToChallenger(_) => prop_assert!(second),
                    Effect::Promote | Effect::Dismiss => {
                        prop_assert!(second);
                        second = false;
                    }
                    Effect::Post(_) | Effect::PostFiles(..) => prop_assert!(alive),
                    Effect::Tell(_) => {}
                }
            }
            let open = !session.open.is_empty();
            prop_assert!(watched || !alive || !open);
        }
    }
}

#[test]
fn a_list_in_between_is_told_and_the_one_that_was_asked_for_is_waited_for_however_long_it_takes() {
    let mut session = running(BackendChoice::Cpu, Backend::Cpu);
    let Some(Request::Recommend { ticket, .. }) = posted(&ask(&mut session)).pop() else { panic!() };
    let Response::Recommended(list) = recommended(ticket) else { panic!() };
    let interim = Recommended { interim: true, ..list };
    let fetching = Fetching { model: ModelName::DEFAULT, received: 1, total: 4 };

    let effects = session.received(&encode(Response::Fetching(fetching)).unwrap());
    assert_eq!(effects, [Effect::Tell(Update::Fetching(fetching)), Effect::Unwatch]);
    let effects = session.received(&encode(Response::Recommended(interim.clone())).unwrap());
    assert_eq!(effects, [Effect::Tell(Update::Recommended(interim)), Effect::Unwatch]);
    let loaded = Response::Loaded { model: ModelName::DEFAULT, items: 9 };
    let effects = session.received(&encode(loaded).unwrap());
    assert_eq!(effects, [Effect::Tell(Update::Loaded(ModelName::DEFAULT, 9)), Effect::Watch(REQUEST_LIMIT)]);
    let effects = session.received(&encode(recommended(ticket)).unwrap());
    assert!(matches!(effects[..], [Effect::Tell(Update::Recommended(_)), Effect::Unwatch]), "{effects:?}");
}

#[test]
fn a_fetch_that_failed_is_told_and_waited_for_no_more() {
    let mut session = running(BackendChoice::Cpu, Backend::Cpu);
    let Some(Request::Recommend { ticket, .. }) = posted(&ask(&mut session)).pop() else { panic!() };
    let fetching = Fetching { model: ModelName::DEFAULT, received: 0, total: 4 };
    session.received(&encode(Response::Fetching(fetching)).unwrap());
    let over = session.received(&encode(Response::NotLoaded { model: ModelName::DEFAULT }).unwrap());
    assert_eq!(over, [Effect::Watch(REQUEST_LIMIT)], "silence is silence again");
    let failed = Response::Failed { ticket: Some(ticket), message: "it is not there".to_owned() };
    let effects = session.received(&encode(failed).unwrap());
    let message = "it is not there".to_owned();
    assert_eq!(told(&effects), [&Update::RequestFailed { asked: Asked::Recommend, message }]);
    assert!(posted(&ask(&mut session)).len() == 1, "the next request goes out as ever");
}

#[test]
fn the_visitors_own_models_are_read_again_by_a_worker_that_is_started_anew() {
    let own = || OwnFile { name: "ncf_model.keras".to_owned(), bytes: vec![1, 2, 3] };
    let files_of = |effects: &[Effect]| {
        let posted = effects.iter().find_map(|effect| match effect {
            Effect::PostFiles(text, files) => Some((decode::<Request>(text).unwrap(), files.to_vec())),
            _ => None,
        });
        let (Request::Adopt { ticket, files }, bytes) = posted? else { panic!("files come with no other request") };
        assert!(files == ["ncf_model.keras"] && bytes == [own()]);
        Some(ticket)
    };
    let mut session = running(BackendChoice::Webgpu, Backend::Webgpu);
    let effects = session.adopt(vec![own()]);
    let ticket = files_of(&effects).unwrap();
    assert_eq!(effects.last(), Some(&Effect::Watch(LOAD_LIMIT)), "large files take long to read");
    assert_eq!(ask(&mut session).last(), Some(&Effect::Watch(LOAD_LIMIT)), "whatever else is asked meanwhile");
    let adopted = |ticket| Response::Adopted { ticket, models: vec![(ModelName::OWN_NCF, 9)] };
    let effects = session.received(&encode(adopted(ticket)).unwrap());
    assert_eq!(told(&effects), [&Update::Adopted(vec![(ModelName::OWN_NCF, 9)])]);

    session.received(&lost("the GPU was reset"));
    let effects = session.received(UP);
    let again = files_of(&effects).unwrap();
    assert!(matches!(posted(&effects)[..], [Request::Start { .. }, Request::Recommend { .. }]), "{effects:?}");
    session.received(&ready(Backend::Cpu));
    // Files that make no model are not tried again.
    let failed = Response::Failed { ticket: Some(again), message: "it is damaged".to_owned() };
    let effects = session.received(&encode(failed).unwrap());
    assert!(matches!(told(&effects)[..], [Update::RequestFailed { asked: Asked::Adopt, .. }]), "{effects:?}");
    session.received(&lost("again"));
    session.start();
    assert_eq!(files_of(&session.received(UP)), None);
}
