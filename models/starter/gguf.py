"""Writes and reads the part of GGUF v3 that the starter model needs (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md)."""
import struct

import numpy as np

MAGIC, VERSION, ALIGNMENT = b"GGUF", 3, 32
F32, Q8_0 = 0, 8
UINT32, INT32, FLOAT32, BOOL, STRING, ARRAY = 4, 5, 6, 7, 8, 9
BLOCK = 32


def text(value):
    data = value.encode()
    return struct.pack("<Q", len(data)) + data


def value_bytes(value):
    """The type and the bytes of a metadata value: int, float, bool, str, or a list of str or int."""
    if isinstance(value, bool):
        return BOOL, struct.pack("<?", value)
    if isinstance(value, int):
        return UINT32, struct.pack("<I", value)
    if isinstance(value, float):
        return FLOAT32, struct.pack("<f", value)
    if isinstance(value, str):
        return STRING, text(value)
    if all(isinstance(x, str) for x in value):
        return ARRAY, struct.pack("<IQ", STRING, len(value)) + b"".join(map(text, value))
    return ARRAY, struct.pack("<IQ", INT32, len(value)) + struct.pack(f"<{len(value)}i", *value)


def quantise(matrix):
    """Q8_0: blocks of 32 values as a float16 scale and 32 signed bytes."""
    blocks = matrix.astype(np.float32).reshape(-1, BLOCK)
    scales = (np.abs(blocks).max(1) / 127).astype(np.float16)
    divisor = np.where(scales == 0, 1, scales.astype(np.float32))
    values = np.clip(np.rint(blocks / divisor[:, None]), -127, 127).astype(np.int8)
    packed = np.zeros(len(blocks), dtype=[("scale", "<f2"), ("values", "i1", BLOCK)])
    packed["scale"], packed["values"] = scales, values
    return packed.tobytes()


def dequantise(data, shape):
    packed = np.frombuffer(data, dtype=[("scale", "<f2"), ("values", "i1", BLOCK)])
    return (packed["scale"].astype(np.float32)[:, None] * packed["values"]).reshape(shape)


def write(path, metadata, tensors):
    """`tensors` maps names to float arrays: matrices are stored as Q8_0, vectors as F32."""
    head = MAGIC + struct.pack("<IQQ", VERSION, len(tensors), len(metadata))
    for key, value in metadata.items():
        kind, data = value_bytes(value)
        head += text(key) + struct.pack("<I", kind) + data
    offset, blobs = 0, []
    for name, array in tensors.items():
        quantised = array.ndim == 2
        blob = quantise(array) if quantised else array.astype("<f4").tobytes()
        head += text(name) + struct.pack("<I", array.ndim) + struct.pack(f"<{array.ndim}Q", *reversed(array.shape))
        head += struct.pack("<IQ", Q8_0 if quantised else F32, offset)
        blob += bytes(-len(blob) % ALIGNMENT)
        blobs.append(blob)
        offset += len(blob)
    with open(path, "wb") as file:
        file.write(head + bytes(-len(head) % ALIGNMENT) + b"".join(blobs))


class Reader:
    """Metadata and tensors of a file written by `write`."""

    def __init__(self, path):
        with open(path, "rb") as file:
            self.data = file.read()
        self.at = 4
        _, count, pairs = self.take("<IQQ")
        self.metadata = {}
        for _ in range(pairs):
            key = self.text()
            self.metadata[key] = self.value(self.take("<I")[0])
        places = []
        for _ in range(count):
            name = self.text()
            dimensions = self.take("<I")[0]
            shape = tuple(reversed(self.take(f"<{dimensions}Q")))
            places.append((name, shape, *self.take("<IQ")))
        start = self.at + -self.at % ALIGNMENT
        self.tensors = {name: self.tensor(shape, kind, start + offset) for name, shape, kind, offset in places}

    def take(self, layout):
        values = struct.unpack_from(layout, self.data, self.at)
        self.at += struct.calcsize(layout)
        return values

    def text(self):
        size = self.take("<Q")[0]
        self.at += size
        return self.data[self.at - size:self.at].decode()

    def value(self, kind):
        if kind == STRING:
            return self.text()
        if kind == ARRAY:
            inner, count = self.take("<IQ")
            return [self.value(inner) for _ in range(count)]
        return self.take({UINT32: "<I", INT32: "<i", FLOAT32: "<f", BOOL: "<?"}[kind])[0]

    def tensor(self, shape, kind, start):
        size = int(np.prod(shape))
        if kind == F32:
            return np.frombuffer(self.data, "<f4", size, start).reshape(shape)
        return dequantise(self.data[start:start + size // BLOCK * 34], shape)
