"""Transforms: from stored images to tensors that suit training, and other ones for every split."""

# %% v2
import numpy as np
import torch
from torchvision.transforms import v2

# ko: (높이, 너비, 채널) = (1, 2, 3), uint8
# en: (height, width, channels) = (1, 2, 3), uint8
pixels = np.array([[[0, 51, 255], [102, 204, 153]]], dtype=np.uint8)

to_float = v2.Compose([v2.ToImage(), v2.ToDtype(torch.float32, scale=True)])
tensor = to_float(pixels)
print(pixels.shape, "->", tuple(tensor.shape), tensor.dtype)
#> (1, 2, 3) -> (3, 1, 2) torch.float32
print([f"{value:.1f}" for value in tensor.flatten()])
#> ['0.0', '0.4', '0.2', '0.8', '1.0', '0.6']

# %% no_scale
row = torch.tensor([0, 51, 255], dtype=torch.uint8)
print(v2.ToDtype(torch.float32)(row))
#> tensor([  0.,  51., 255.])

# %% no_scale_scaled tags=["hidden"]
print(v2.ToDtype(torch.float32, scale=True)(row))
#> tensor([0.0000, 0.2000, 1.0000])

# %% no_scale_kept tags=["hidden"]
print(row)
#> tensor([  0,  51, 255], dtype=torch.uint8)

# %% no_scale_largest tags=["hidden"]
print((row > 0).float())
#> tensor([0., 1., 1.])

# %% not_scaled
for dtype in (np.float32, np.int64):
    print(f"{dtype.__name__:8} {to_float(pixels.astype(dtype)).max():.1e}")
#> float32  2.6e+02
#> int64    2.8e-17

# %% old_name
from torchvision.transforms import ToTensor

grey = np.arange(256, dtype=np.uint8).reshape(16, 16)
print(f"{(ToTensor()(grey) - to_float(grey)).abs().max():.0e}")
#> 6e-08

# %% normalize_formula
normalize = v2.Normalize(mean=[0.5, 0.4, 0.2], std=[0.5, 0.2, 0.1])
pixel = torch.tensor([1.0, 0.8, 0.1]).reshape(3, 1, 1)
print(normalize(pixel).flatten())
#> tensor([ 1.,  2., -1.])

# %% mean_and_std
from torchvision import datasets

fashion = datasets.FashionMNIST("data", train=True, download=True)
test_set = datasets.FashionMNIST("data", train=False, download=True)
scaled = fashion.data / 255
print(scaled.shape, f"mean {scaled.mean():.3f}, std {scaled.std():.3f}")
#> torch.Size([3000, 28, 28]) mean 0.286, std 0.354

# %% three_inputs
from torch import nn
from torch.nn import functional as F

mean, std = scaled.mean(), scaled.std()
forms = {
    "0 to 255": lambda images: images.float(),
    "0 to 1": lambda images: images / 255,
    "normalized": lambda images: (images / 255 - mean) / std,
}


def network():
    return nn.Sequential(
        nn.Flatten(), nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10)
    )


def accuracy(form, seed):
    torch.manual_seed(seed)
    model = network()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    for _ in range(5):
        for rows in torch.randperm(len(fashion)).split(50):
            logits = model(form(fashion.data[rows]))
            loss = F.cross_entropy(logits, fashion.targets[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    guesses = model(form(test_set.data)).argmax(dim=1)
    return (guesses == test_set.targets).float().mean().item()


# %% three_results
for name, form in forms.items():
    print(f"{name:11}", " ".join(f"{accuracy(form, seed):.2f}" for seed in range(3)))
#> 0 to 255    0.10 0.15 0.10
#> 0 to 1      0.64 0.67 0.66
#> normalized  0.77 0.77 0.76

# %% compose
CIFAR10_MEAN = (0.4914, 0.48216, 0.44653)
CIFAR10_STD = (0.24703, 0.24349, 0.26159)
for_cifar10 = v2.Compose(
    [
        v2.ToImage(),
        v2.ToDtype(torch.float32, scale=True),
        v2.Normalize(CIFAR10_MEAN, CIFAR10_STD),
    ]
)
print(for_cifar10(pixels).flatten())
#> tensor([-1.9892, -0.3700, -1.1588,  1.3054,  2.1158,  0.5867])

# %% wrong_order
normalize_first = v2.Compose([v2.ToImage(), v2.Normalize(CIFAR10_MEAN, CIFAR10_STD)])
normalize_first(pixels)
#! TypeError: Input tensor should be a float tensor. Got torch.uint8.

# %% fitting
for_fashion = v2.Normalize([mean.item()], [std.item()])
for_mnist = v2.Normalize([0.1307], [0.3081])
for transform in (for_fashion, for_mnist):
    values = transform(scaled[:, None])
    print(f"mean {values.mean():.2f}, std {values.std():.2f}")
#> mean 0.00, std 1.00
#> mean 0.51, std 1.15

# %% copies tags=["hidden"]
copies = 4

# %% augmentation
import matplotlib.pyplot as plt

augment = v2.Compose(
    [
        v2.ToImage(),
        v2.RandomCrop(28, padding=4),
        v2.RandomHorizontalFlip(p=0.5),
        v2.ToDtype(torch.float32, scale=True),
    ]
)
torch.manual_seed(0)
picture, label = fashion[0]
figure, panels = plt.subplots(1, 5, figsize=(6.4, 1.8), layout="constrained")
panels[0].imshow(picture, cmap="gray")
panels[0].set_title("stored")
for panel in panels[1:]:
    panel.imshow(augment(picture)[0].numpy(), cmap="gray")
for panel in panels:
    panel.set_axis_off()
# alt-ko: 저장된 이미지 한 장과, 그 이미지를 무작위로 옮기거나 뒤집은 결과 {copies}장.
# alt-ko: 결과마다 위치나 방향이 다릅니다.
# alt-en: One stored image and {copies} random versions of it, each one
# alt-en: shifted or flipped in another way.

# %% shifts
digits = datasets.MNIST("data", train=True, download=True)
test_digits = datasets.MNIST("data", train=False, download=True)
crop = v2.RandomCrop(28, padding=4)


def train(seed, shifted):
    torch.manual_seed(seed)
    model = network()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for _ in range(6):
        for rows in torch.randperm(len(digits)).split(50):
            images = digits.data[rows, None] / 255
            if shifted:
                # ko: 묶음을 통째로 받으면 모든 이미지를 똑같이 옮깁니다.
                # en: Given a whole batch, it moves all of its images alike.
                images = crop(images)
            loss = F.cross_entropy(model(images), digits.targets[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return model


def test(model, right):
    images = F.pad(test_digits.data[:, None] / 255, (right, 0))[..., :28]
    return (model(images).argmax(dim=1) == test_digits.targets).float().mean().item()


# %% shifts_result
for seed in range(2):
    for shifted in (False, True):
        model = train(seed, shifted)
        results = " ".join(f"{test(model, right):.2f}" for right in range(5))
        print(f"seed {seed}, {'shifted' if shifted else 'as it is':8} {results}")
#> seed 0, as it is 0.92 0.86 0.65 0.42 0.23
#> seed 0, shifted  0.83 0.82 0.80 0.79 0.74
#> seed 1, as it is 0.90 0.84 0.64 0.40 0.20
#> seed 1, shifted  0.82 0.81 0.79 0.77 0.75

# %% split_trap
from torch.utils.data import random_split

torch.manual_seed(0)
whole = datasets.FashionMNIST("data", train=True, download=True, transform=augment)
training, validation = random_split(whole, [0.8, 0.2])
once, again = validation[0][0], validation[0][0]
print(f"pixels that differ: {int((once != again).sum())}")
#> pixels that differ: 384

# %% split_cured
from torch.utils.data import Subset

plain = datasets.FashionMNIST("data", train=True, download=True, transform=to_float)
order = torch.randperm(len(whole), generator=torch.Generator().manual_seed(0)).tolist()
cut = int(0.8 * len(order))
training, validation = Subset(whole, order[:cut]), Subset(plain, order[cut:])

once, again = validation[0][0], validation[0][0]
print(f"pixels that differ: {int((once != again).sum())}")
#> pixels that differ: 0
print(len(training), len(validation), set(order[:cut]) & set(order[cut:]))
#> 2400 600 set()


# %% one_hot
def one_hot(label):
    return torch.zeros(10).scatter_(0, torch.tensor(label), value=1)


one_hot(3)
#> tensor([0., 0., 0., 1., 0., 0., 0., 0., 0., 0.])

# %% target_transform
training_data = datasets.FashionMNIST(
    root="data",
    train=True,
    download=True,
    transform=to_float,
    target_transform=one_hot,
)
image, target = training_data[0]
print(image.shape, target)
#> torch.Size([1, 28, 28]) tensor([0., 0., 0., 0., 0., 0., 0., 0., 0., 1.])

# %% lambda_transform
as_lambda = v2.Lambda(
    lambda label: torch.zeros(10).scatter_(0, torch.tensor(label), value=1)
)
print(as_lambda(3))
#> tensor([0., 0., 0., 1., 0., 0., 0., 0., 0., 0.])

# %% pickle_named
import pickle

print(len(pickle.dumps(one_hot)), "bytes")
#> 35 bytes

# %% pickle_lambda
pickle.dumps(as_lambda)
#! _pickle.PicklingError: Can't pickle <function <lambda> at 0x…>: attribute lookup <lambda> on __main__ failed

# %% exercise_1
flip = v2.RandomHorizontalFlip(p=1.0)
print([f"{value:.1f}" for value in flip(tensor).flatten()])
#> ['0.4', '0.0', '0.8', '0.2', '0.6', '1.0']
print([f"{value:.1f}" for value in flip(flip(tensor)).flatten()])
#> ['0.0', '0.4', '0.2', '0.8', '1.0', '0.6']

# %% exercise_2
restore = v2.Normalize([(-mean / std).item()], [(1 / std).item()])
first = scaled[:1, None]
print(f"{(restore(for_fashion(first)) - first).abs().max():.0e}")
#> 1e-07

# %% exercise_3
no_scale = v2.Compose([v2.ToImage(), v2.ToDtype(torch.float32)])
half = v2.Normalize([0.5], [0.5])
print(f"{half(no_scale(pixels)).max():.0f}")
#> 509
print(f"{half(to_float(pixels)).max():.0f}")
#> 1

# %% bound tags=["hidden"]
digit_images, fashion_images, test_images = len(digits), len(fashion), len(test_set)
