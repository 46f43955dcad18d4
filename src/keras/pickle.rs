//! An interpreter of the few instructions of Python's pickles that encoders and scalers need. It builds a tree of plain
//! values; a class is a name on a node and nothing is ever run.

use super::KerasError;
use crate::t;
use std::collections::HashMap;

/// The place of a value in a [`Pickle`].
pub(super) type Id = usize;

/// A value.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Node {
    None,
    Bool(bool),
    Int(i64),
    Float(f64),
    Bytes(Vec<u8>),
    Text(String),
    Tuple(Vec<Id>),
    List(Vec<Id>),
    Dict(Vec<(Id, Id)>),
    /// A class or a function, by module and name.
    Global(String, String),
    /// What a class or a function was asked for, with what was laid into it afterwards.
    Object {
        of: Id,
        arguments: Id,
        state: Option<Id>,
    },
    /// Where a sequence began.
    Mark,
}

/// A pickle's values.
pub(super) struct Pickle {
    pub nodes: Vec<Node>,
    pub root: Id,
}

/// What may be named, by module (any of its names over the years) and name.
const ALLOWED: [(&[&str], &str); 9] = [
    (&["sklearn.preprocessing._label", "sklearn.preprocessing.label"], "LabelEncoder"),
    (&["sklearn.preprocessing._data", "sklearn.preprocessing.data"], "MinMaxScaler"),
    (&["numpy"], "ndarray"),
    (&["numpy"], "dtype"),
    (&["numpy.core.multiarray", "numpy._core.multiarray"], "_reconstruct"),
    (&["numpy.core.multiarray", "numpy._core.multiarray"], "scalar"),
    (&["numpy.core.numeric", "numpy._core.numeric"], "_frombuffer"),
    (&["joblib.numpy_pickle"], "NumpyArrayWrapper"),
    (&["_codecs"], "encode"),
];

const KIND: &str = "pickle";

/// Reads a pickle, and the arrays that joblib writes between its instructions.
pub(super) fn read(file: &[u8]) -> Result<Pickle, KerasError> {
    Machine { file, at: 0, nodes: Vec::new(), stack: Vec::new(), memo: HashMap::new() }.run()
}

struct Machine<'a> {
    file: &'a [u8],
    at: usize,
    nodes: Vec<Node>,
    stack: Vec<Id>,
    memo: HashMap<u32, Id>,
}

fn damaged() -> KerasError {
    KerasError::Damaged(KIND)
}

impl<'a> Machine<'a> {
    fn run(mut self) -> Result<Pickle, KerasError> {
        loop {
            let [instruction] = self.take()?;
            match instruction {
                b'.' => {
                    let root = self.pop()?;
                    return Ok(Pickle { nodes: self.nodes, root });
                }
                0x80 => drop(self.take::<1>()?),
                0x95 => drop(self.take::<8>()?),
                b'(' => self.push(Node::Mark),
                b'N' => self.push(Node::None),
                0x88 => self.push(Node::Bool(true)),
                0x89 => self.push(Node::Bool(false)),
                b'J' => {
                    let value = i32::from_le_bytes(self.take()?);
                    self.push(Node::Int(i64::from(value)));
                }
                b'K' => {
                    let [value] = self.take()?;
                    self.push(Node::Int(i64::from(value)));
                }
                b'M' => {
                    let value = u16::from_le_bytes(self.take()?);
                    self.push(Node::Int(i64::from(value)));
                }
                0x8a => self.long()?,
                b'G' => {
                    let value = f64::from_be_bytes(self.take()?);
                    self.push(Node::Float(value));
                }
                0x8c => self.text(1)?,
                b'X' => self.text(4)?,
                0x8d => self.text(8)?,
                b'C' => self.bytes(1)?,
                b'B' => self.bytes(4)?,
                0x8e | 0x96 => self.bytes(8)?,
                b'U' => self.bytes(1)?,
                b'T' => self.bytes(4)?,
                b')' => self.push(Node::Tuple(Vec::new())),
                0x85..=0x87 => {
                    let count = usize::from(instruction - 0x84);
                    let start = self.stack.len().checked_sub(count).ok_or_else(damaged)?;
                    let items = self.stack.split_off(start);
                    self.push(Node::Tuple(items));
                }
                b't' => {
                    let items = self.since_mark()?;
                    self.push(Node::Tuple(items));
                }
                b']' => self.push(Node::List(Vec::new())),
                b'l' => {
                    let items = self.since_mark()?;
                    self.push(Node::List(items));
                }
                b'a' => {
                    let item = self.pop()?;
                    self.append(vec![item])?;
                }
                b'e' => {
                    let items = self.since_mark()?;
                    self.append(items)?;
                }
                b'}' => self.push(Node::Dict(Vec::new())),
                b's' => {
                    let (value, key) = (self.pop()?, self.pop()?);
                    self.insert(vec![key, value])?;
                }
                b'u' => {
                    let items = self.since_mark()?;
                    self.insert(items)?;
                }
                b'q' => {
                    let [slot] = self.take()?;
                    self.remember(u32::from(slot))?;
                }
                b'r' => {
                    let slot = u32::from_le_bytes(self.take()?);
                    self.remember(slot)?;
                }
                0x94 => self.remember(self.memo.len() as u32)?,
                b'h' => {
                    let [slot] = self.take()?;
                    self.recall(u32::from(slot))?;
                }
                b'j' => {
                    let slot = u32::from_le_bytes(self.take()?);
                    self.recall(slot)?;
                }
                b'c' => {
                    let (module, name) = (self.line()?, self.line()?);
                    self.global(module, name)?;
                }
                0x93 => {
                    let (name, module) = (self.pop()?, self.pop()?);
                    match (self.nodes[module].clone(), self.nodes[name].clone()) {
                        (Node::Text(module), Node::Text(name)) => self.global(module, name)?,
                        _ => return Err(damaged()),
                    }
                }
                b'R' | 0x81 => {
                    let (arguments, of) = (self.pop()?, self.pop()?);
                    if !matches!((&self.nodes[of], &self.nodes[arguments]), (Node::Global(..), Node::Tuple(_))) {
                        return Err(KerasError::Forbidden(t!("keras-call")));
                    }
                    self.push(Node::Object { of, arguments, state: None });
                }
                b'b' => self.build()?,
                other => return Err(KerasError::Forbidden(t!("keras-instruction", code = format!("{other:#04x}")))),
            }
        }
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], KerasError> {
        let bytes = self.slice(N)?;
        bytes.try_into().map_err(|_| damaged())
    }

    fn slice(&mut self, length: usize) -> Result<&'a [u8], KerasError> {
        let end = self.at.checked_add(length).filter(|end| *end <= self.file.len()).ok_or_else(damaged)?;
        let bytes = &self.file[self.at..end];
        self.at = end;
        Ok(bytes)
    }

    /// A length of so many bytes, and as many bytes as it says.
    fn counted(&mut self, width: usize) -> Result<&'a [u8], KerasError> {
        let mut length = [0; 8];
        length[..width].copy_from_slice(self.slice(width)?);
        let length = usize::try_from(u64::from_le_bytes(length)).map_err(|_| damaged())?;
        self.slice(length)
    }

    fn bytes(&mut self, width: usize) -> Result<(), KerasError> {
        let bytes = self.counted(width)?.to_vec();
        self.push(Node::Bytes(bytes));
        Ok(())
    }

    fn text(&mut self, width: usize) -> Result<(), KerasError> {
        let text = std::str::from_utf8(self.counted(width)?).map_err(|_| damaged())?.to_owned();
        self.push(Node::Text(text));
        Ok(())
    }

    /// An integer of up to eight bytes; NumPy writes none that is longer.
    fn long(&mut self) -> Result<(), KerasError> {
        let bytes = self.counted(1)?;
        if bytes.len() > 8 {
            return Err(damaged());
        }
        let fill = if bytes.last().is_some_and(|byte| byte & 0x80 != 0) { 0xff } else { 0 };
        let mut wide = [fill; 8];
        wide[..bytes.len()].copy_from_slice(bytes);
        self.push(Node::Int(i64::from_le_bytes(wide)));
        Ok(())
    }

    fn line(&mut self) -> Result<String, KerasError> {
        let rest = &self.file[self.at..];
        let end = rest.iter().position(|byte| *byte == b'\n').ok_or_else(damaged)?;
        self.at += end + 1;
        String::from_utf8(rest[..end].to_vec()).map_err(|_| damaged())
    }

    fn push(&mut self, node: Node) {
        self.nodes.push(node);
        self.stack.push(self.nodes.len() - 1);
    }

    fn pop(&mut self) -> Result<Id, KerasError> {
        self.stack.pop().ok_or_else(damaged)
    }

    fn since_mark(&mut self) -> Result<Vec<Id>, KerasError> {
        let mark = self.stack.iter().rposition(|id| self.nodes[*id] == Node::Mark).ok_or_else(damaged)?;
        let items = self.stack.split_off(mark + 1);
        self.stack.pop();
        Ok(items)
    }

    fn append(&mut self, items: Vec<Id>) -> Result<(), KerasError> {
        let list = *self.stack.last().ok_or_else(damaged)?;
        match &mut self.nodes[list] {
            Node::List(list) => list.extend(items),
            _ => return Err(damaged()),
        }
        Ok(())
    }

    fn insert(&mut self, items: Vec<Id>) -> Result<(), KerasError> {
        let dict = *self.stack.last().ok_or_else(damaged)?;
        match &mut self.nodes[dict] {
            Node::Dict(dict) => dict.extend(items.chunks_exact(2).map(|pair| (pair[0], pair[1]))),
            _ => return Err(damaged()),
        }
        Ok(())
    }

    fn remember(&mut self, slot: u32) -> Result<(), KerasError> {
        let top = *self.stack.last().ok_or_else(damaged)?;
        self.memo.insert(slot, top);
        Ok(())
    }

    fn recall(&mut self, slot: u32) -> Result<(), KerasError> {
        let id = *self.memo.get(&slot).ok_or_else(damaged)?;
        self.stack.push(id);
        Ok(())
    }

    fn global(&mut self, module: String, name: String) -> Result<(), KerasError> {
        let is_allowed = ALLOWED.iter().any(|(modules, known)| *known == name && modules.contains(&module.as_str()));
        if !is_allowed {
            return Err(KerasError::Forbidden(format!("{module}.{name}")));
        }
        self.push(Node::Global(module, name));
        Ok(())
    }

    /// Lays a state into the object below it; after joblib's stand-in for an array its values follow in the file.
    fn build(&mut self) -> Result<(), KerasError> {
        let built = self.pop()?;
        let id = *self.stack.last().ok_or_else(damaged)?;
        match &mut self.nodes[id] {
            Node::Object { state, .. } => *state = Some(built),
            _ => return Err(damaged()),
        }
        let Node::Object { of, .. } = self.nodes[id] else { return Err(damaged()) };
        if matches!(&self.nodes[of], Node::Global(_, name) if name == "NumpyArrayWrapper") {
            let needed = super::scikit::wrapped_bytes(&self.nodes, built)?;
            // Since joblib 1.2 the values are aligned: a byte says by how many bytes.
            if self.nodes_have_key(built, "numpy_array_alignment_bytes") {
                let [padding] = self.take()?;
                self.slice(usize::from(padding))?;
            }
            let bytes = self.slice(needed)?.to_vec();
            self.nodes.push(Node::Bytes(bytes));
            let bytes = self.nodes.len() - 1;
            self.nodes.push(Node::Tuple(vec![built, bytes]));
            let both = self.nodes.len() - 1;
            if let Node::Object { state, .. } = &mut self.nodes[id] {
                *state = Some(both);
            }
        }
        Ok(())
    }

    fn nodes_have_key(&self, dict: Id, key: &str) -> bool {
        matches!(&self.nodes[dict], Node::Dict(entries) if entries.iter().any(|(name, _)| self.nodes[*name] == Node::Text(key.to_owned())))
    }
}
