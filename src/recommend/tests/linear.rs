//! Models whose scores are sums over the picks, or over the users who are like the visitor.

use super::*;

fn by_pick(rows: &[usize], share: impl Fn(&KnownPick, usize) -> f64) -> Vec<Vec<f64>> {
    picks().iter().map(|pick| rows.iter().map(|row| share(pick, *row)).collect()).collect()
}

fn total(share: impl Fn(&KnownPick, usize) -> f64) -> Vec<f64> {
    (0..ITEMS).map(|row| picks().iter().map(|pick| share(pick, row)).sum()).collect()
}

#[test]
fn popularity_gives_everybody_the_counts() {
    let counts = [5.0, 9.0, 2.0, 1.0, 7.0, 3.0, 0.0];
    let model = model(file(Architecture::Popularity).with_parameter(Popular::COUNTS, &[ITEMS], counts.to_vec()));
    check(model.as_ref(), &counts.map(f64::from), Few::WithAllOthers, None);
    check_reasons(model.as_ref(), &[3, 0], &by_pick(&[3, 0], |_, _| 0.0), Some(&[1.0, 5.0]));
    check_chance(model.as_ref());
}

/// `x B`, where no item has a weight for itself. One is alike to another for what both lead to and for leading to each other.
#[test]
fn item_to_item_is_a_product_with_a_matrix() {
    let mut file = file(Architecture::ItemToItem);
    let all = sparse(40, ITEMS, ITEMS);
    let others = |row: usize| all.row(row).filter(move |(column, _)| *column as usize != row).collect();
    let weights = SparseRows::new(ITEMS, (0..ITEMS).map(others));
    file.sparse.insert(ItemToItem::WEIGHTS.to_owned(), weights.clone());
    let model = model(file);
    let mut weights = dense(&weights);
    let share = |pick: &KnownPick, row: usize| presence(pick) * weights[pick.row][row];
    let (scores, shares) = (total(share), by_pick(&[5, 0, 6], share));
    check_reasons(model.as_ref(), &[5, 0, 6], &shares, Some(&[0.0; 3]));
    for (row, weights) in weights.iter_mut().enumerate() {
        weights[row] = dot(weights, weights).sqrt();
    }
    check(model.as_ref(), &scores, Few::WithAllOthers, Some(&weights));
    check_chance(model.as_ref());
}

#[test]
fn an_item_without_weights_is_like_nothing() {
    let mut file = file(Architecture::ItemToItem);
    let weights = [
        vec![(1, 0.5), (3, 1.0)],
        vec![(0, 1.0)],
        vec![(0, 1.0)],
        vec![],
        vec![(0, 1.0)],
        vec![(0, 1.0)],
        vec![(0, 1.0)],
    ];
    file.sparse.insert(ItemToItem::WEIGHTS.to_owned(), SparseRows::new(ITEMS, weights));
    let model = model(file);
    assert_eq!(model.cosines(0).unwrap()[3], 0.0);
    assert_eq!(model.cosines(3).unwrap(), [0.0; ITEMS]);
}

#[test]
fn a_matrix_of_other_sizes_is_none_from_item_to_item() {
    for (rows, width) in [(ITEMS, ITEMS + 1), (ITEMS - 1, ITEMS)] {
        let mut file = file(Architecture::ItemToItem);
        file.sparse.insert(ItemToItem::WEIGHTS.to_owned(), sparse(0, rows, width));
        assert!(matches!(ItemToItem::load(file), Err(WeightsError::Shape { .. })), "{rows} {width}");
    }
}

/// The cosine of an item's features with the sum of the picks'.
#[test]
fn content_is_the_cosine_with_the_profile() {
    let mut file = file(Architecture::Content);
    let features = sparse(90, ITEMS, 5);
    file.sparse.insert(ByContent::FEATURES.to_owned(), features.clone());
    let model = model(file);
    let features = dense(&features);
    let profile: Vec<f64> =
        (0..5).map(|at| picks().iter().map(|pick| presence(pick) * features[pick.row][at]).sum()).collect();
    let length = dot(&profile, &profile).sqrt();
    let share = |pick: &KnownPick, row: usize| presence(pick) * dot(&features[pick.row], &features[row]) / length;
    check(model.as_ref(), &total(share), Few::WithAllOthers, Some(&features));
    check_reasons(model.as_ref(), &[5, 0], &by_pick(&[5, 0], share), Some(&[0.0; 2]));
    check_chance(model.as_ref());
    assert_eq!(model.scan(&model.fold_in(&[])).wait(), [0.0; ITEMS]);
}

#[test]
fn an_embedding_is_summed_over_what_the_picks_give() {
    let (given, bias) = (numbers(200, ITEMS), numbers(220, ITEMS));
    let mut file = file(Architecture::Embedding)
        .with_parameter(ByEmbedding::BIAS, &[ITEMS], bias.clone())
        .with_parameter(ByEmbedding::GIVEN, &[ITEMS], given.clone())
        .with_parameter(ByEmbedding::POWER, &[1], vec![0.7]);
    file.rows = matrix(240, ITEMS, 3);
    let items = rows_of(&file.rows);
    let model = model(file);
    let share = |pick: &KnownPick, row: usize| {
        presence(pick) * f64::from(given[pick.row]) * dot(&items[pick.row], &items[row]) * 4f64.powf(-0.7)
    };
    let scores: Vec<f64> = total(share).iter().zip(&bias).map(|(score, bias)| score + f64::from(*bias)).collect();
    check(model.as_ref(), &scores, Few::ByThemselves, Some(&items));
    let base = [bias[5], bias[0]].map(f64::from);
    check_reasons(model.as_ref(), &[5, 0], &by_pick(&[5, 0], share), Some(&base));
    check_chance(model.as_ref());
}

/// With two factors the regression's matrix is inverted by Cramer's rule.
#[test]
fn als_is_a_ridge_regression() {
    let (unobserved, ridge) = (0.3f32, 0.05f32);
    let mut file = file(Architecture::Als).with_parameter(AlsVisitor::OBJECTIVE, &[2], vec![unobserved, ridge]);
    file.rows = matrix(300, ITEMS, 2);
    let items = rows_of(&file.rows);
    let model = model(file);
    let (unobserved, ridge) = (f64::from(unobserved), f64::from(ridge));
    let count: f64 = picks().iter().map(|pick| presence(pick).abs()).sum();
    let at = |k: usize, l: usize| {
        let on_lists: f64 =
            picks().iter().map(|pick| presence(pick).abs() * items[pick.row][k] * items[pick.row][l]).sum();
        let elsewhere: f64 = items.iter().map(|item| item[k] * item[l]).sum();
        let diagonal = if k == l { ridge * (count + unobserved * ITEMS as f64) } else { 0.0 };
        on_lists + unobserved * elsewhere + diagonal
    };
    let determinant = at(0, 0) * at(1, 1) - at(0, 1) * at(1, 0);
    let inverse = [[at(1, 1), -at(0, 1)], [-at(1, 0), at(0, 0)]].map(|row| row.map(|value| value / determinant));
    let share = |pick: &KnownPick, row: usize| {
        let moved: Vec<f64> = inverse.iter().map(|inverse| dot(inverse, &items[pick.row])).collect();
        presence(pick) * dot(&items[row], &moved)
    };
    check(model.as_ref(), &total(share), Few::ByThemselves, Some(&items));
    check_reasons(model.as_ref(), &[5, 0], &by_pick(&[5, 0], share), Some(&[0.0; 2]));
    check_chance(model.as_ref());
}

/// The mean of the lists of the nearest users, by a power of how near they are; those who are unlike count against.
#[test]
fn neighbours_count_by_their_likeness() {
    const NEIGHBOURS: usize = 3;
    let mut file =
        file(Architecture::UserKnn).with_parameter(UserKnn::NEIGHBOURHOOD, &[2], vec![NEIGHBOURS as f32, 0.5]);
    let users = sparse(400, 6, ITEMS);
    file.sparse.insert(UserKnn::USERS.to_owned(), users.clone());
    let model = model(file);
    let users = dense(&users);
    let scores = |picks: &[KnownPick]| -> Vec<f64> {
        let length = picks.iter().map(|pick| presence(pick).powi(2)).sum::<f64>().sqrt();
        let likeness =
            |user: &&Vec<f64>| picks.iter().map(|pick| presence(pick) * user[pick.row]).sum::<f64>() / length;
        let mut nearest: Vec<(f64, &Vec<f64>)> = users.iter().map(|user| (likeness(&user), user)).collect();
        nearest.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
        nearest.truncate(NEIGHBOURS);
        assert!(
            nearest.iter().any(|(likeness, _)| *likeness < 0.0) && nearest.iter().any(|(likeness, _)| *likeness > 0.0)
        );
        let all: f64 = nearest.iter().map(|(likeness, _)| likeness.abs().sqrt()).sum();
        let weighted = |row: usize| {
            nearest.iter().map(|(likeness, user)| likeness.abs().sqrt() * likeness.signum() * user[row]).sum::<f64>()
        };
        (0..ITEMS).map(|row| weighted(row) / all).collect()
    };
    let all = scores(&picks());
    let visitor = model.fold_in(&picks()).0;
    assert_near(&[visitor.iter().map(|value| value * value).sum()], &[1.0], "the list's length");
    check(model.as_ref(), &all, Few::WithAllOthers, None);
    let share = |others: &Vec<KnownPick>| {
        let without = scores(others);
        [5, 0].map(|row| all[row] - without[row]).to_vec()
    };
    let shares: Vec<Vec<f64>> = each_left_out().iter().map(share).collect();
    check_reasons(model.as_ref(), &[5, 0], &shares, None);
    check_chance(model.as_ref());
    assert_eq!(model.scan(&model.fold_in(&[])).wait(), [0.0; ITEMS]);
}

#[test]
fn lists_of_other_anime_are_no_neighbours() {
    let mut file = file(Architecture::UserKnn).with_parameter(UserKnn::NEIGHBOURHOOD, &[2], vec![3.0, 0.5]);
    file.sparse.insert(UserKnn::USERS.to_owned(), sparse(0, 6, ITEMS + 1));
    assert!(matches!(UserKnn::load(file), Err(WeightsError::Shape { .. })));
}
