//! A blend of models, one of which ranks more anime than the blend does.

use super::*;

const WEIGHTS: [f32; 2] = [0.4, 1.6];

/// Two members: one of the blend's anime, one of more.
fn members() -> [Arc<dyn Recommender>; 2] {
    let mut same = file(Architecture::ItemToItem);
    same.sparse.insert(ItemToItem::WEIGHTS.to_owned(), sparse(500, ITEMS, ITEMS));
    let mut wider = file_of(Architecture::Als, 7..37);
    wider = wider.with_parameter(AlsVisitor::OBJECTIVE, &[2], vec![0.3, 0.05]);
    wider.rows = matrix(600, wider.items.len(), 2);
    [model(same).into(), model(wider).into()]
}

fn blend(members: &[Arc<dyn Recommender>; 2]) -> Box<dyn Recommender> {
    let weight = |member: usize| vec![WEIGHTS[member]];
    let file = file(Architecture::Blend).with_parameter(&Blend::weight_of("same"), &[1], weight(0)).with_parameter(
        &Blend::weight_of("wider"),
        &[1],
        weight(1),
    );
    assert_eq!(Blend::members(&file).collect::<Vec<_>>(), ["same", "wider"]);
    let find = |name: &str| members.get(["same", "wider"].iter().position(|member| *member == name)?).cloned();
    load(file, &Device::flex(), find).unwrap()
}

/// What a member says of the blend's picks and items, in the blend's order.
struct Said {
    scores: Vec<f64>,
    shares: Vec<Vec<f64>>,
    cosines: Vec<f64>,
}

fn said(member: &dyn Recommender, blend: &dyn Recommender) -> Said {
    let row = |row: usize| member.items().row(blend.items().label(row).unwrap()).unwrap();
    let mut own: Vec<KnownPick> = picks().iter().map(|pick| KnownPick { row: row(pick.row), ..*pick }).collect();
    own.sort_by_key(|pick| pick.row);
    let all = member.scan(&member.fold_in(&own)).wait();
    let rows: Vec<usize> = (0..ITEMS).map(row).collect();
    let reasons = member.reasons(&own, &rows);
    let place = |pick: &KnownPick| own.iter().position(|own| own.row == row(pick.row)).unwrap();
    let wide = |values: &[f32]| values.iter().map(|value| f64::from(*value)).collect::<Vec<f64>>();
    let cosines = wide(&member.cosines(row(3)).unwrap());
    Said {
        scores: rows.iter().map(|row| f64::from(all[*row])).collect(),
        shares: picks().iter().map(|pick| wide(&reasons.shares[place(pick)])).collect(),
        cosines: rows.iter().map(|row| cosines[*row]).collect(),
    }
}

fn moments(scores: &[f64]) -> (f64, f64) {
    let mean = scores.iter().sum::<f64>() / scores.len() as f64;
    (mean, (scores.iter().map(|score| (score - mean).powi(2)).sum::<f64>() / scores.len() as f64).sqrt())
}

#[test]
fn a_blend_is_the_weighted_sum_of_standardized_scores() {
    let members = members();
    let blend = blend(&members);
    let said = members.each_ref().map(|member| said(member.as_ref(), blend.as_ref()));
    let scale = [0, 1].map(|at| f64::from(WEIGHTS[at]) / moments(&said[at].scores).1);
    let sum = |value: &dyn Fn(&Said) -> f64| (0..2).map(|at| scale[at] * value(&said[at])).sum::<f64>();
    let means: f64 = (0..2).map(|at| scale[at] * moments(&said[at].scores).0).sum();

    let visitor = blend.fold_in(&picks());
    assert_eq!(visitor.0.len(), blend.visitor_width());
    let scores: Vec<f64> = (0..ITEMS).map(|row| sum(&|said| said.scores[row]) - means).collect();
    assert_near(&blend.scan(&visitor).wait(), &scores, "scores");
    assert_near(&blend.scores_on_cpu(&visitor, &[5, 0]).unwrap(), &[scores[5], scores[0]], "a few scores");
    check_chance(blend.as_ref());

    let rows = [5, 0];
    let shares: Vec<Vec<f64>> =
        (0..picks().len()).map(|pick| rows.map(|row| sum(&|said| said.shares[pick][row])).to_vec()).collect();
    check_reasons(blend.as_ref(), &rows, &shares, Some(&[-means; 2]));
    // As the member that weighs most sees it.
    assert_near(&blend.cosines(3).unwrap(), &said[1].cosines, "cosines");
}

#[test]
fn who_is_missing_or_lacks_an_anime_is_no_member() {
    let file = || file(Architecture::Blend).with_parameter(&Blend::weight_of("wider"), &[1], vec![1.0]);
    assert!(matches!(Blend::load(file(), |_| None), Err(WeightsError::Member(name)) if name == "wider"));
    let mut narrow = file_of(Architecture::Popularity, [10, 13]);
    narrow = narrow.with_parameter(Popular::COUNTS, &[2], vec![1.0, 2.0]);
    let narrow: Arc<dyn Recommender> = model(narrow).into();
    assert!(matches!(Blend::load(file(), |_| Some(narrow.clone())), Err(WeightsError::Shape { .. })));
    assert_eq!(Blend::members(&file_of(Architecture::Als, [1])).count(), 0);
}
