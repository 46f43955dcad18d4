//! The users that a model was trained with, beside its weights, to ask what it expects of them.

use konomi::model::{Matrix, WeightsError, WeightsFile};

const ROWS: &str = "known_users.rows";
const IDS: &str = "known_users.ids";

/// Adds users to a file. An id is stored in two halves, which floats hold exactly.
pub fn store(file: WeightsFile, ids: &[u32], rows: &Matrix) -> WeightsFile {
    let halves = ids.iter().flat_map(|id| [(id >> 16) as f32, (id & 0xffff) as f32]).collect();
    file.with_parameter(IDS, &[ids.len(), 2], halves).with_parameter(
        ROWS,
        &[rows.rows(), rows.width],
        rows.values.clone(),
    )
}

/// The ids and rows of the users in a file.
pub fn read(file: &WeightsFile) -> Result<(Vec<u32>, Matrix), WeightsError> {
    let missing = || WeightsError::Missing(ROWS.to_owned());
    let (shape, values) = file.parameters.get(ROWS).ok_or_else(missing)?;
    let &[count, width] = shape.as_slice() else { return Err(missing()) };
    let ids = file.parameter(IDS, &[count, 2])?;
    let ids = ids.chunks_exact(2).map(|pair| (pair[0] as u32) << 16 | pair[1] as u32).collect();
    Ok((ids, Matrix { width, values: values.clone() }))
}
