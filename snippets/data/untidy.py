"""Untidy data: images of several sizes and channels, labels from 1, samples that won't be stacked."""

# %% write_files
from pathlib import Path

from PIL import Image

folder = Path("pictures")
folder.mkdir(exist_ok=True)
kinds = [("L", (20, 20)), ("RGB", (30, 20)), ("RGBA", (20, 20)), ("RGB", (20, 20))]
for number in range(8):
    mode, size = kinds[number % 4]
    Image.new(mode, size).save(folder / f"{number}.png")
labels = [1, 2, 3, 1, 2, 3, 1, 2]

# %% count
from collections import Counter

paths = sorted(folder.glob("*.png"))
seen = Counter()
for path in paths:
    with Image.open(path) as image:
        seen[image.mode, image.size] += 1
for (mode, size), count in seen.items():
    print(f"{mode:5}{size} {count}")
#> L    (20, 20) 2
#> RGB  (30, 20) 2
#> RGBA (20, 20) 2
#> RGB  (20, 20) 2
print("labels", dict(Counter(labels)))
#> labels {1: 3, 2: 3, 3: 2}

# %% pictures
import torch
from torch.utils.data import DataLoader, Dataset
from torchvision.transforms import v2

to_float = v2.Compose([v2.ToImage(), v2.ToDtype(torch.float32, scale=True)])


class Pictures(Dataset):
    def __init__(self, paths, labels, transform, mode=None):
        self.paths, self.labels = paths, labels
        self.transform, self.mode = transform, mode

    def __len__(self):
        return len(self.paths)

    def __getitem__(self, index):
        with Image.open(self.paths[index]) as file:
            image = file.convert(self.mode) if self.mode else file.copy()
        return self.transform(image), self.labels[index]


# %% channels_differ
next(iter(DataLoader(Pictures(paths, labels, to_float), batch_size=2)))
#! RuntimeError: stack expects each tensor to be equal size, but got [1, 20, 20] at entry 0 and [3, 20, 30] at entry 1

# %% sizes_differ
as_rgb = Pictures(paths, labels, to_float, mode="RGB")
next(iter(DataLoader(as_rgb, batch_size=2)))
#! RuntimeError: stack expects each tensor to be equal size, but got [3, 20, 20] at entry 0 and [3, 20, 30] at entry 1

# %% three_channels
grey = torch.rand(1, 20, 20)
print(v2.RGB()(grey).shape, grey.expand(3, -1, -1).shape)
#> torch.Size([3, 20, 20]) torch.Size([3, 20, 20])
print(v2.Grayscale()(torch.rand(3, 20, 20)).shape)
#> torch.Size([1, 20, 20])

# %% resize
wide = torch.zeros(3, 20, 30)
print(tuple(v2.Resize(16)(wide).shape), tuple(v2.Resize((16, 16))(wide).shape))
#> (3, 16, 24) (3, 16, 16)

# %% resize_both tags=["hidden"]
print((3, 16, 16), tuple(v2.Resize((16, 16))(wide).shape))
#> (3, 16, 16) (3, 16, 16)

# %% resize_longer tags=["hidden"]
longer = v2.Resize(None, max_size=16)(wide)
print(tuple(longer.shape), tuple(v2.Resize((16, 16))(wide).shape))
#> (3, 10, 16) (3, 16, 16)

# %% one_size
same_size = v2.Compose([v2.Resize(16), v2.CenterCrop(16), to_float])
tidy = Pictures(paths, labels, same_size, mode="RGB")
images, batch_labels = next(iter(DataLoader(tidy, batch_size=8)))
print(images.shape, batch_labels)
#> torch.Size([8, 3, 16, 16]) tensor([1, 2, 3, 1, 2, 3, 1, 2])

# %% from_one
from torch import nn

torch.manual_seed(0)
logits = nn.Linear(3 * 16 * 16, 3)(images.flatten(start_dim=1))
nn.CrossEntropyLoss()(logits, batch_labels)
#! IndexError: Target 3 is out of bounds.

# %% from_zero
print(batch_labels.min().item(), batch_labels.max().item(), logits.shape[1])
#> 1 3 3
print(f"{nn.CrossEntropyLoss()(logits, batch_labels - 1):.2f}")
#> 1.10

# %% names
animals = ["dog", "cat", "bird", "cat", "dog"]
index_of = {name: index for index, name in enumerate(sorted(set(animals)))}
print(index_of)
#> {'bird': 0, 'cat': 1, 'dog': 2}
print([index_of[name] for name in animals])
#> [2, 1, 0, 1, 2]


# %% text_labels
class FromTable(Dataset):
    rows = [("0.5", "1"), ("0.7", "0"), ("0.1", "1")]

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, index):
        value, label = self.rows[index]
        return torch.tensor(float(value)), label


values, row_labels = next(iter(DataLoader(FromTable(), batch_size=3)))
print(values, row_labels)
#> tensor([0.5000, 0.7000, 0.1000]) ('1', '0', '1')


# %% sentences
sentences = [torch.tensor([5, 2, 9]), torch.tensor([7, 1]), torch.tensor([4, 4, 4, 8])]
next(iter(DataLoader(sentences, batch_size=3)))
#! RuntimeError: stack expects each tensor to be equal size, but got [3] at entry 0 and [2] at entry 1

# %% collate
from torch.nn.utils.rnn import pad_sequence


def padded(batch):
    lengths = torch.tensor([len(one) for one in batch])
    return pad_sequence(batch, batch_first=True), lengths


words, lengths = next(iter(DataLoader(sentences, batch_size=3, collate_fn=padded)))
print(words)
#> tensor([[5, 2, 9, 0],
#>         [7, 1, 0, 0],
#>         [4, 4, 4, 8]])
print(lengths)
#> tensor([3, 2, 4])

# %% exercise_1
tall = torch.zeros(3, 64, 48)
print(tuple(v2.Resize(32)(tall).shape))
#> (3, 42, 32)


# %% exercise_2
def without_missing(batch):
    return torch.stack([one for one in batch if not one.isnan().any()])


measured = [torch.tensor([1.0, 2.0]), torch.tensor([3.0, float("nan")]), torch.ones(2)]
for batch in DataLoader(measured, batch_size=3, collate_fn=without_missing):
    print(batch)
#> tensor([[1., 2.],
#>         [1., 1.]])

# %% exercise_3
training_names, validation_names = ["dog", "cat", "bird"], ["dog", "cat"]
for names in (training_names, validation_names):
    print({name: index for index, name in enumerate(sorted(set(names)))})
#> {'bird': 0, 'cat': 1, 'dog': 2}
#> {'cat': 0, 'dog': 1}
