"""Writes the small valid files that the fuzzer begins with, where they are another program's; needs h5py, numpy and scikit-learn."""

import io
import json
import pathlib
import pickle
import zipfile

import h5py
import numpy
from sklearn.preprocessing import LabelEncoder, MinMaxScaler

SEEDS = pathlib.Path(__file__).parent / "seeds"


def write(target, name, content):
    folder = SEEDS / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)


def layer(class_name, name, inputs=(), **config):
    tensors = [{"class_name": "__keras_tensor__", "config": {"keras_history": [source, 0, 0]}} for source in inputs]
    nodes = [{"args": tensors if len(tensors) == 1 else [tensors], "kwargs": {}}] if tensors else []
    return {"class_name": class_name, "name": name, "config": config, "inbound_nodes": nodes}


def archive(layers, output, weights, method):
    h5 = io.BytesIO()
    with h5py.File(h5, "w") as file:
        for place, (name, arrays) in enumerate(weights.items()):
            variables = file.create_group(f"layers/g{place}/vars")
            variables.attrs["name"] = name
            for index, shape in enumerate(arrays):
                count = int(numpy.prod(shape))
                values = numpy.arange(count, dtype="float32").reshape(shape) / count
                variables.create_dataset(str(index), data=values)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as file:
        config = {"class_name": "Functional", "config": {"layers": layers, "output_layers": [[output, 0, 0]]}}
        file.writestr("config.json", json.dumps(config))
        file.writestr("model.weights.h5", h5.getvalue())
    return packed.getvalue()


RECOMMENDER_NET = (
    [
        layer("InputLayer", "a"),
        layer("InputLayer", "u"),
        layer("Embedding", "ae", ["a"]),
        layer("Embedding", "ue", ["u"]),
        layer("Dot", "dot", ["ae", "ue"], normalize=True, axes=2),
        layer("Flatten", "flat", ["dot"]),
        layer("Dense", "head", ["flat"], activation="relu", use_bias=True),
        layer("Dense", "out", ["head"], activation="sigmoid", use_bias=True),
    ],
    "out",
    {"ae": [(3, 2)], "ue": [(2, 2)], "head": [(1, 4), (4,)], "out": [(4, 1), (1,)]},
)
NCF = (
    [
        layer("InputLayer", "user"),
        layer("InputLayer", "item"),
        layer("Embedding", "gu", ["user"]),
        layer("Embedding", "gi", ["item"]),
        layer("Embedding", "mu", ["user"]),
        layer("Embedding", "mi", ["item"]),
        layer("Multiply", "product", ["gu", "gi"]),
        layer("Concatenate", "both", ["mu", "mi"]),
        layer("Dense", "first", ["both"], activation="relu"),
        layer("Dense", "second", ["first"], activation="relu"),
        layer("Concatenate", "joined", ["product", "second"]),
        layer("Dense", "last", ["joined"], activation="sigmoid"),
    ],
    "last",
    {
        "gu": [(2, 2)],
        "gi": [(3, 2)],
        "mu": [(2, 1)],
        "mi": [(3, 1)],
        "first": [(2, 3), (3,)],
        "second": [(3, 1), (1,)],
        "last": [(3, 1), (1,)],
    },
)

for name, model in [("recommender-net", RECOMMENDER_NET), ("ncf", NCF)]:
    for method, ending in [(zipfile.ZIP_STORED, "stored"), (zipfile.ZIP_DEFLATED, "deflated")]:
        write("archive", f"{name}-{ending}.keras", archive(*model, method))
for protocol in (2, 4, 5):
    encoder = LabelEncoder().fit([1, 5, 30, 5114])
    scaler = MinMaxScaler().fit(numpy.array([[1.0], [10.0]]))
    write("pickle", f"encoder-{protocol}.pkl", pickle.dumps(encoder, protocol))
    write("pickle", f"scaler-{protocol}.pkl", pickle.dumps(scaler, protocol))
for kind in ("<f4", "<f8", "<i8", ">f4"):
    file = io.BytesIO()
    numpy.save(file, numpy.asfortranarray(numpy.arange(6).reshape(2, 3).astype(kind)))
    write("array", f"{kind[1:]}-{'big' if kind[0] == '>' else 'little'}.npy", file.getvalue())
