"""Transforms: from stored images to tensors that suit training."""

# %% to_tensor
import numpy as np
from torchvision.transforms import ToTensor

# ko: (높이, 너비, 채널) = (1, 2, 3), uint8
# en: (height, width, channels) = (1, 2, 3), uint8
pixels = np.array([[[0, 51, 255], [102, 204, 153]]], dtype=np.uint8)
tensor = ToTensor()(pixels)
print(pixels.shape, tensor.shape, tensor.dtype)
#> (1, 2, 3) torch.Size([3, 1, 2]) torch.float32
print(tensor)
#> tensor([[[0.0000, 0.4000]],
#>
#>         [[0.2000, 0.8000]],
#>
#>         [[1.0000, 0.6000]]])

# %% not_scaled
for dtype in (np.float64, np.int64):
    unscaled = ToTensor()(pixels.astype(dtype))
    print(unscaled.dtype, unscaled.shape, unscaled.max())
#> torch.float64 torch.Size([3, 1, 2]) tensor(255., dtype=torch.float64)
#> torch.int64 torch.Size([3, 1, 2]) tensor(255)

# %% v2
import torch
from torchvision.transforms import v2

to_float = v2.Compose([v2.ToImage(), v2.ToDtype(torch.float32, scale=True)])
print(torch.allclose(to_float(pixels), tensor))
#> True
# ko: scale=True가 없으면 자료형만 바뀝니다.
# en: Without scale=True only the dtype changes.
print(v2.ToDtype(torch.float32)(torch.tensor([0, 51, 255], dtype=torch.uint8)))
#> tensor([  0.,  51., 255.])

# %% normalize_formula
normalize = v2.Normalize(mean=[0.5, 0.4, 0.2], std=[0.5, 0.2, 0.1])
pixel = torch.tensor([1.0, 0.8, 0.1]).reshape(3, 1, 1)
print(normalize(pixel).flatten())
#> tensor([ 1.,  2., -1.])
print((pixel.flatten() - torch.tensor([0.5, 0.4, 0.2])) / torch.tensor([0.5, 0.2, 0.1]))
#> tensor([ 1.,  2., -1.])

# %% stand_in tags=["hidden"]
from pathlib import Path

from torchvision.datasets import CIFAR10

listing = Path("data", CIFAR10.base_folder, "STAND-IN.md5")
if listing.exists():
    md5 = dict(line.split()[::-1] for line in listing.read_text().splitlines())
    CIFAR10.train_list = [[name, md5[name]] for name, _ in CIFAR10.train_list]
    CIFAR10.test_list = [[name, md5[name]] for name, _ in CIFAR10.test_list]
    CIFAR10.meta = CIFAR10.meta | {"md5": md5["batches.meta"]}

# %% mean_and_std
from torchvision import datasets

cifar10 = datasets.CIFAR10(root="data", train=True, download=True)
scaled = torch.from_numpy(cifar10.data) / 255
# ko: 이미지, 높이, 너비에 대해 계산하면 채널마다 값이 하나씩 남습니다.
# en: Over images, height and width: one value per channel is left.
mean = scaled.mean(dim=(0, 1, 2))
std = scaled.std(dim=(0, 1, 2))
print(scaled.shape)
#> torch.Size([1000, 32, 32, 3])
print(mean, std)
#> tensor([0.5382, 0.5543, 0.5047]) tensor([0.2040, 0.2099, 0.2701])

# %% compose
CIFAR10_MEAN = (0.4914, 0.48216, 0.44653)
CIFAR10_STD = (0.24703, 0.24349, 0.26159)
for_real_cifar10 = v2.Compose(
    [
        v2.ToImage(),
        v2.ToDtype(torch.float32, scale=True),
        v2.Normalize(CIFAR10_MEAN, CIFAR10_STD),
    ]
)

# %% wrong_order
normalize_first = v2.Compose([v2.ToImage(), v2.Normalize(CIFAR10_MEAN, CIFAR10_STD)])
normalize_first(pixels)
#! TypeError: Input tensor should be a float tensor. Got torch.uint8.

# %% check_normalized
for_stand_in = v2.Compose([to_float, v2.Normalize(mean.tolist(), std.tolist())])


def statistics(transform):
    dataset = datasets.CIFAR10("data", train=True, download=True, transform=transform)
    images = torch.stack([image for image, _ in dataset])
    return images.mean(dim=(0, 2, 3)), images.std(dim=(0, 2, 3))


own_mean, own_std = statistics(for_stand_in)
torch.testing.assert_close(own_mean, torch.zeros(3))
torch.testing.assert_close(own_std, torch.ones(3))
foreign_mean, foreign_std = statistics(for_real_cifar10)
print(foreign_mean, foreign_std)
#> tensor([0.1893, 0.2964, 0.2223]) tensor([0.8259, 0.8622, 1.0324])

# %% before_after
import matplotlib.pyplot as plt

before = scaled.permute(3, 0, 1, 2).flatten(1)
after = (before - mean[:, None]) / std[:, None]
stages = {"before": before, "after": after}
figure, axes = plt.subplots(1, 2, sharey=True, layout="constrained")
for column, (title, values) in enumerate(stages.items()):
    panel = axes[column]
    for channel, (name, color) in enumerate({"R": "C1", "G": "C2", "B": "C0"}.items()):
        counts, edges = np.histogram(values[channel].numpy(), bins=30)
        panel.stairs(counts, edges, color=color, label=name)
    panel.axvline(0, color="C5", linewidth=0.8)
    panel.set(title=title, xlabel="value")
axes[0].set_ylabel("pixels")
axes[1].legend()
ranges = [(data.min().item(), data.max().item()) for data in stages.values()]
print([f"{low:.2f} to {high:.2f}" for low, high in ranges])
#> ['0.00 to 1.00', '-2.64 to 2.26']
# alt-ko: 채널별 값의 분포. 정규화 전에는 {ranges[0][0]:.2f}에서 {ranges[0][1]:.2f}까지,
# alt-ko: 정규화 후에는 0 양쪽으로 {ranges[1][0]:.2f}에서 {ranges[1][1]:.2f}까지
# alt-ko: 퍼져 있습니다.
# alt-en: The distribution of values per channel: from {ranges[0][0]:.2f} to
# alt-en: {ranges[0][1]:.2f} before normalization, from {ranges[1][0]:.2f} to
# alt-en: {ranges[1][1]:.2f}, on both sides of 0, after it.

# %% augmentation
torch.manual_seed(0)
for_training = v2.Compose(
    [
        v2.RandomCrop(32, padding=4),
        v2.RandomHorizontalFlip(p=0.5),
        v2.ToImage(),
        v2.ToDtype(torch.float32, scale=True),
    ]
)
picture, label = cifar10[2]
figure, axes = plt.subplots(1, 5, figsize=(6.4, 1.8), layout="constrained")
axes[0].imshow(picture)
axes[0].set_title("stored", fontsize=9)
versions = axes[1:]
for panel in versions:
    changed = for_training(picture)
    panel.imshow(changed.permute(1, 2, 0).numpy())
    panel.set_title("for training", fontsize=9)
for panel in axes:
    panel.axis("off")
print(picture.size, changed.shape, cifar10.classes[label])
#> (32, 32) torch.Size([3, 32, 32]) cat
# ko: 마지막 그림에서 덧댄 검은 픽셀의 개수
# en: How many black pixels of the margin are in the last version
print(int((changed == 0).all(dim=0).sum()))
#> 240
# alt-ko: 저장된 이미지 한 장과, 그 이미지를 무작위로 옮기거나 뒤집은 결과
# alt-ko: {versions.size}장. 결과마다 위치나 방향이 다릅니다.
# alt-en: One stored image and {versions.size} random versions of it, each one
# alt-en: shifted or flipped in another way.

# %% one_hot
def one_hot(label):
    return torch.zeros(10, dtype=torch.float).scatter_(0, torch.tensor(label), value=1)


one_hot(3)
#> tensor([0., 0., 0., 1., 0., 0., 0., 0., 0., 0.])

# %% target_transform
training_data = datasets.FashionMNIST(
    root="data",
    train=True,
    download=True,
    transform=ToTensor(),
    target_transform=one_hot,
)
image, target = training_data[0]
print(len(training_data), image.shape, target)
#> 3000 torch.Size([1, 28, 28]) tensor([0., 0., 0., 0., 0., 0., 0., 0., 0., 1.])
print(target.argmax(), training_data.targets[0])
#> tensor(9) tensor(9)

# %% lambda_transform
from torchvision.transforms import Lambda

as_lambda = Lambda(
    lambda label: torch.zeros(10).scatter_(0, torch.tensor(label), value=1)
)
assert all(torch.equal(as_lambda(label), one_hot(label)) for label in range(10))

# %% pickle_named
import pickle

restored = pickle.loads(pickle.dumps(one_hot))
print(restored is one_hot)
#> True

# %% pickle_lambda
pickle.dumps(as_lambda)
#! _pickle.PicklingError: Can't pickle <function <lambda> at …

# %% class_index_or_one_hot
from torch import nn

torch.manual_seed(0)
logits = torch.randn(4, 10)
labels = torch.tensor([3, 0, 9, 3])
targets = torch.stack([one_hot(label) for label in labels.tolist()])
loss_function = nn.CrossEntropyLoss()
print(labels.shape, labels.dtype, loss_function(logits, labels))
#> torch.Size([4]) torch.int64 tensor(2.7846)
print(targets.shape, targets.dtype, loss_function(logits, targets))
#> torch.Size([4, 10]) torch.float32 tensor(2.7846)

# %% integer_one_hot
integers = nn.functional.one_hot(labels, num_classes=10)
print(integers.dtype)
#> torch.int64
loss_function(logits, integers)
#! RuntimeError: Expected floating point type for target with class probabilities, got Long

# %% exercise_1
fashion = datasets.FashionMNIST(root="data", train=True, download=True)
values = fashion.data / 255
print(values.shape, f"{values.mean():.3f}", f"{values.std():.3f}")
#> torch.Size([3000, 28, 28]) 0.286 0.354

# %% exercise_2
per_image = scaled.std(dim=(1, 2))
print(per_image.shape)
#> torch.Size([1000, 3])
print(per_image.mean(dim=0), std)
#> tensor([0.1343, 0.1293, 0.1335]) tensor([0.2040, 0.2099, 0.2701])
assert (per_image.mean(dim=0) < std).all()

# %% exercise_3
restore = v2.Normalize(mean=(-mean / std).tolist(), std=(1 / std).tolist())
original = to_float(picture)
normalized = for_stand_in(picture)
assert not torch.allclose(normalized, original)
torch.testing.assert_close(restore(normalized), original)

# %% bound tags=["hidden"]
stand_in_images = len(cifar10)
mean_text = f"({', '.join(f'{value:.3f}' for value in mean.tolist())})"
std_text = f"({', '.join(f'{value:.3f}' for value in std.tolist())})"
