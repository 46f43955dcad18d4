use super::*;
use proptest::prelude::*;

#[track_caller]
fn check(native: Option<&str>, latin: &str, size: PosterSize, expected: &[&str]) {
    let layout = lay_out(native, latin, size).unwrap();
    assert_eq!(layout.lines, expected, "{native:?} {latin}");
}

#[test]
fn native_titles_stand_in_columns() {
    use PosterSize::{Card, Hero, Small};
    check(Some("蟲師"), "Mushishi", Card, &["蟲師"]);
    check(Some("カウボーイビバップ"), "Cowboy Bebop", Card, &["カウボーイビバップ"]);
    check(Some("鋼の錬金術師"), "Fullmetal Alchemist", Small, &["鋼の錬金術師"]);
    check(Some("鋼の錬金術師 FULLMETAL ALCHEMIST"), "Fullmetal Alchemist", Small, &["鋼の錬金術師"]);
    check(Some("ドラゴンボールZ"), "Dragon Ball Z", Card, &["ドラゴンボールZ"]);
    check(Some("千と千尋の神隠し"), "Sen to Chihiro", Small, &["千と千尋の", "神隠し"]);
    check(Some("ソードアート・オンライン"), "Sword Art Online", Card, &["ソードアート・", "オンライン"]);
    check(Some("天元突破グレンラガン"), "Gurren Lagann", Small, &["天元突破", "グレンラガン"]);
    check(Some("とある科学の超電磁砲<レールガン>"), "Railgun", Hero, &["とある科学の超電磁砲", "<レールガン>"]);
}

#[test]
fn latin_titles_stand_in_lines() {
    check(None, "Cowboy Bebop", PosterSize::Card, &["Cowboy", "Bebop"]);
    check(Some("FLCL"), "FLCL", PosterSize::Card, &["FLCL"]);
    check(Some("HUNTER×HUNTER（ハンター×ハンター）"), "Hunter x Hunter", PosterSize::Card, &["Hunter x", "Hunter"]);
    check(Some("Darker than BLACK -黒の契約者-"), "Darker than Black", PosterSize::Card, &["Darker", "than Black"]);
    check(Some(""), "Ping Pong the Animation", PosterSize::Card, &["Ping Pong", "the", "Animation"]);
}

#[test]
fn long_titles_end_at_a_word() {
    let title = "ダンジョンに出会いを求めるのは間違っているだろうか 外伝 ソード・オラトリア 第二部 特別編集版 総集編";
    let layout = lay_out(Some(title), "", PosterSize::Small).unwrap();
    assert_eq!(layout.lines, ["ダンジョンに", "出会いを…"]);
}

#[test]
fn no_poster_of_the_smallest_size_has_a_title() {
    assert_eq!(lay_out(Some("蟲師"), "Mushishi", PosterSize::Mini), None);
    assert_eq!(lay_out(None, "  ", PosterSize::Card), None);
}

fn size() -> impl Strategy<Value = PosterSize> {
    prop_oneof![Just(PosterSize::Small), Just(PosterSize::Card), Just(PosterSize::Hero)]
}

proptest! {
    #[test]
    fn nothing_overflows_whatever_the_title(
        native in prop::option::of("[a-zA-Z 0-9ァ-ヺー・ぁ-ゖ一-龠「」！。]{0,60}"),
        latin in "[A-Za-z0-9 :;!?.,'-]{0,90}|\\PC{0,40}",
        size in size(),
    ) {
        let Some(layout) = lay_out(native.as_deref(), &latin, size) else { return Ok(()) };
        let room = match layout.direction {
            Direction::Vertical => HEIGHT - 2.0 * MARGIN,
            Direction::Horizontal => WIDTH - 2.0 * MARGIN,
        };
        for (index, line) in layout.lines.iter().enumerate() {
            // Closing marks may hang into the margin by one letter.
            prop_assert!((advance(line) - 1.0) * layout.font_size <= room + 0.01, "{line} in {room}");
            let position = layout.line_position(index);
            prop_assert!(position > MARGIN && position < HEIGHT - MARGIN, "line {index} at {position}");
        }
        prop_assert!(layout.lines.iter().all(|line| !line.trim().is_empty()));
    }

    #[test]
    fn a_title_is_shown_whole_or_ends_with_an_ellipsis(
        title in "[ァ-ヺー・ぁ-ゖ一-龠「」！。]{1,60}",
        size in size(),
    ) {
        let Some(layout) = lay_out(Some(&title), "", size) else { return Ok(()) };
        let shown: String = layout.lines.concat();
        prop_assert!(shown == title || shown.ends_with('…'), "{shown} of {title}");
    }
}
