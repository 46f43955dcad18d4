//! What belongs to the models of a folder: who their rows are, the scale of their ratings, and their normalized rows.

use super::{Array, KerasError, KerasModel, Kind, Table, label_encoder, read_npy, scaler};
use crate::catalog::MinMaxScaler;
use crate::t;

/// Why one of several files can't be used.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{name}: {source}")]
pub struct FileError {
    /// Which file.
    pub name: String,
    /// Why.
    pub source: KerasError,
}

impl FileError {
    /// A reason with the name of its file.
    pub fn of(name: &str) -> impl FnOnce(KerasError) -> Self + use<> {
        let name = name.to_owned();
        move |source| Self { name, source }
    }
}

/// The files beside a model.
pub struct Companions {
    /// Which user each row is.
    pub users: Vec<u32>,
    /// Which anime each row is.
    pub anime: Vec<u32>,
    /// The scale of the ratings.
    pub scaler: MinMaxScaler,
    /// RecommenderNet's rows, brought to length 1, where the folder has them: they tell whether it is all of one training.
    unit_rows: Vec<(&'static str, Array)>,
}

impl Companions {
    /// The file of the users' encoder.
    pub const USERS: &'static str = "user_encoder.pkl";
    /// The file of the anime's encoder.
    pub const ANIME: &'static str = "anime_encoder.pkl";
    /// The file of the ratings' scale.
    pub const SCALER: &'static str = "scaler.pkl";
    /// The file of the users' normalized rows.
    pub const USER_ROWS: &'static str = "user_weights.npy";
    /// The file of the anime's normalized rows.
    pub const ANIME_ROWS: &'static str = "anime_weights.npy";
    /// Every name, those that must be there first.
    pub const NAMES: [&'static str; 5] = [Self::USERS, Self::ANIME, Self::SCALER, Self::USER_ROWS, Self::ANIME_ROWS];

    /// Reads them; `bytes` gives a file by its name, or none where there is no such file.
    pub fn read<E: From<FileError>>(mut bytes: impl FnMut(&str) -> Result<Option<Vec<u8>>, E>) -> Result<Self, E> {
        let missing = |name: &'static str| FileError::of(name)(KerasError::Missing);
        let mut required =
            |name: &'static str| -> Result<Vec<u8>, E> { bytes(name)?.ok_or_else(|| missing(name).into()) };
        let users = label_encoder(&required(Self::USERS)?).map_err(FileError::of(Self::USERS))?;
        let anime = label_encoder(&required(Self::ANIME)?).map_err(FileError::of(Self::ANIME))?;
        let scaler = scaler(&required(Self::SCALER)?).map_err(FileError::of(Self::SCALER))?;
        let mut unit_rows = Vec::new();
        for name in [Self::USER_ROWS, Self::ANIME_ROWS] {
            if let Some(file) = bytes(name)? {
                unit_rows.push((name, read_npy(&file).map_err(FileError::of(name))?));
            }
        }
        Ok(Self { users, anime, scaler, unit_rows })
    }

    /// Fails if a model is of another training than these files.
    pub fn check(&self, name: &str, model: &KerasModel) -> Result<(), FileError> {
        let sides = [(&model.users, &self.users, Self::USERS), (&model.items, &self.anime, Self::ANIME)];
        for (table, labels, whose) in sides {
            let rows = table.values.len() / table.width;
            if rows != labels.len() {
                let text = t!("keras-labels", rows = rows, whose = whose, labels = labels.len());
                return Err(FileError::of(name)(KerasError::Unfit(text)));
            }
        }
        if model.kind == Kind::RecommenderNet {
            for (name, array) in &self.unit_rows {
                let table = if *name == Self::USER_ROWS { &model.users } else { &model.items };
                check_rows(name, array, table).map_err(FileError::of(name))?;
            }
        }
        Ok(())
    }
}

/// How far a normalized row may be from the one that NumPy wrote.
const TOLERANCE: f64 = 1e-4;

fn check_rows(name: &str, array: &Array, table: &Table) -> Result<(), KerasError> {
    let rows = table.values.len() / table.width;
    if array.shape != [rows, table.width] {
        let (found, needed) = (format!("{:?}", array.shape), format!("{:?}", [rows, table.width]));
        return Err(KerasError::Unfit(t!("keras-rows-shape", found = found, needed = needed)));
    }
    let normalized = array.floats(name)?;
    for (row, (own, others)) in table.values.chunks(table.width).zip(normalized.chunks(table.width)).enumerate() {
        let length = own.iter().map(|value| f64::from(*value).powi(2)).sum::<f64>().sqrt().max(1e-12);
        if own.iter().zip(others).any(|(own, other)| (f64::from(*own) / length - other).abs() > TOLERANCE) {
            return Err(KerasError::Unfit(t!("keras-row", row = row + 1)));
        }
    }
    Ok(())
}
