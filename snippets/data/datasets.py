"""Dataset and DataLoader: samples one by one, and batches of them."""

# %% load
from torch.utils.data import DataLoader
from torchvision import datasets
from torchvision.transforms import ToTensor

training_data = datasets.FashionMNIST(
    root="data",  # ko: 파일을 저장할 폴더 | en: the folder for the files
    train=True,  # ko: 학습 데이터 | en: the training split
    download=True,  # ko: 없을 때만 내려받음 | en: only if they are not there yet
    transform=ToTensor(),  # ko: 이미지를 텐서로 변환 | en: image to tensor
)
test_data = datasets.FashionMNIST(
    root="data", train=False, download=True, transform=ToTensor()
)
print(len(training_data), len(test_data))
#> 3000 1000

# %% one_sample
image, label = training_data[0]
print(image.shape, image.dtype)
#> torch.Size([1, 28, 28]) torch.float32
print(f"{image.min():.1f} to {image.max():.1f}")
#> 0.0 to 1.0
print(label, training_data.classes[label])
#> 9 Ankle boot

# %% classes
for index, name in enumerate(training_data.classes):
    print(index, name)
#> 0 T-shirt/top
#> 1 Trouser
#> 2 Pullover
#> 3 Dress
#> 4 Coat
#> 5 Sandal
#> 6 Shirt
#> 7 Sneaker
#> 8 Bag
#> 9 Ankle boot

# %% class_counts
training_data.targets.bincount()
#> tensor([300, 300, 300, 300, 300, 300, 300, 300, 300, 300])

# %% image_grid
import matplotlib.pyplot as plt

figure, axes = plt.subplots(2, 5, layout="constrained")
for index, panel in enumerate(axes.flat):
    # ko: 이 클래스의 첫 이미지
    # en: the first image of this class
    position = training_data.targets.tolist().index(index)
    image, label = training_data[position]
    panel.imshow(image.squeeze().numpy(), cmap="gray")
    panel.set_title(f"{label}: {training_data.classes[label]}", fontsize=9)
    panel.axis("off")
all_names = ", ".join(training_data.classes)
# alt-ko: Fashion-MNIST의 클래스 {axes.size}개에서 하나씩 고른 흑백 이미지.
# alt-ko: 차례대로 {all_names}입니다.
# alt-en: One grey image from each of the {axes.size} classes of Fashion-MNIST,
# alt-en: in this order: {all_names}.

# %% loaders
import torch

torch.manual_seed(0)
train_dataloader = DataLoader(training_data, batch_size=64, shuffle=True)
test_dataloader = DataLoader(test_data, batch_size=64)
print(len(train_dataloader), len(test_dataloader))
#> 47 16

# %% one_batch
features, labels = next(iter(train_dataloader))
print(features.shape, features.dtype)
#> torch.Size([64, 1, 28, 28]) torch.float32
print(labels.shape, labels.dtype)
#> torch.Size([64]) torch.int64

# %% always_the_first
# ko: 호출할 때마다 처음부터 다시 시작합니다.
# en: Every call starts over.
for _ in range(2):
    print(next(iter(train_dataloader))[1][:6], next(iter(test_dataloader))[1][:6])
#> tensor([1, 4, 5, 8, 1, 3]) tensor([9, 2, 1, 1, 6, 1])
#> tensor([0, 2, 0, 2, 9, 9]) tensor([9, 2, 1, 1, 6, 1])

# %% all_batches
seen = 0
for features, _ in train_dataloader:
    seen += len(features)
print(seen, len(features))
#> 3000 56

# %% shuffling
torch.manual_seed(0)
numbers = list(range(10))
for shuffle in (True, False):
    loader = DataLoader(numbers, batch_size=4, shuffle=shuffle)
    for epoch in range(2):
        print(shuffle, epoch, [batch.tolist() for batch in loader])
#> True 0 [[6, 7, 1, 4], [2, 0, 9, 8], [3, 5]]
#> True 1 [[2, 4, 7, 0], [8, 9, 5, 3], [6, 1]]
#> False 0 [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]]
#> False 1 [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]]

# %% shuffled_right
for _ in range(2):
    order = torch.cat([labels for _, labels in train_dataloader])
    # ko: 순서는 달라도 에폭마다 모든 샘플이 한 번씩 나옵니다.
    # en: In whatever order, every sample comes once per epoch.
    assert order.bincount().equal(training_data.targets.bincount())
    assert not order.equal(training_data.targets)

# %% workers
import os

if __name__ == "__main__":
    # ko: 프로세스를 CPU 코어보다 많이 만들지 않습니다.
    # en: No more processes than CPU cores.
    workers = min(2, os.cpu_count() or 1)
    parallel = DataLoader(test_data, batch_size=250, num_workers=workers)
    print([tuple(features.shape) for features, _ in parallel])
#> [(250, 1, 28, 28), (250, 1, 28, 28), (250, 1, 28, 28), (250, 1, 28, 28)]

# %% stand_in tags=["hidden"]
from pathlib import Path

from torchvision.datasets import CIFAR10

listing = Path("data", CIFAR10.base_folder, "STAND-IN.md5")
if listing.exists():
    md5 = dict(line.split()[::-1] for line in listing.read_text().splitlines())
    CIFAR10.train_list = [[name, md5[name]] for name, _ in CIFAR10.train_list]
    CIFAR10.test_list = [[name, md5[name]] for name, _ in CIFAR10.test_list]
    CIFAR10.meta = CIFAR10.meta | {"md5": md5["batches.meta"]}

# %% cifar10
train_set = datasets.CIFAR10(
    root="data", train=True, download=True, transform=ToTensor()
)
test_set = datasets.CIFAR10(
    root="data", train=False, download=True, transform=ToTensor()
)
print(train_set.data.shape, test_set.data.shape, test_set.data.dtype)
#> (1000, 32, 32, 3) (200, 32, 32, 3) uint8
print(test_set.classes)
#> ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck']

# %% cifar10_batch
train_loader = DataLoader(train_set, batch_size=32, shuffle=True)
test_loader = DataLoader(test_set, batch_size=32, shuffle=False)
images, labels = next(iter(test_loader))
print(images.shape, images.dtype)
#> torch.Size([32, 3, 32, 32]) torch.float32
print(test_loader.batch_size, len(train_loader), len(test_loader))
#> 32 32 7

# %% nhwc_to_nchw
raw = torch.from_numpy(test_set.data[:32])
# ko: 채널을 높이 앞으로 옮기고 0~1로 바꿉니다.
# en: Channels go before the height, and 0 to 255 becomes 0 to 1.
by_hand = raw.permute(0, 3, 1, 2) / 255
print(raw.shape, by_hand.shape)
#> torch.Size([32, 32, 32, 3]) torch.Size([32, 3, 32, 32])
torch.equal(by_hand, images)
#> True

# %% exercise_1
import math

count, size = len(training_data), 100
print(count // size, len(DataLoader(training_data, batch_size=size)))
#> 30 30
size = 64
print(math.ceil(count / size), len(DataLoader(training_data, batch_size=size)))
#> 47 47
print(count // size, len(DataLoader(training_data, batch_size=size, drop_last=True)))
#> 46 46

# %% exercise_2
def shuffled(seed):
    generator = torch.Generator().manual_seed(seed)
    loader = DataLoader(numbers, batch_size=10, shuffle=True, generator=generator)
    return next(iter(loader))


print(shuffled(7), shuffled(8))
#> tensor([1, 3, 5, 7, 9, 4, 6, 2, 8, 0]) tensor([1, 4, 7, 2, 8, 5, 6, 0, 3, 9])
assert shuffled(7).equal(shuffled(7))

# %% exercise_3
total = torch.zeros(1, 28, 28)
for features, _ in test_dataloader:
    total += features.sum(dim=0)
average = total / len(test_data)
print(average.shape)
#> torch.Size([1, 28, 28])

plt.figure(figsize=(2.4, 2.4), layout="constrained")
plt.imshow(average.squeeze().numpy(), cmap="gray")
plt.axis("off")
# alt-ko: 테스트 이미지 {test_data.data.shape[0]:,}장의 평균. 윤곽이 흐릿하게 겹칩니다.
# alt-en: The average of {test_data.data.shape[0]:,} test images: one blurred shape.

# %% bound tags=["hidden"]
training_samples, test_samples = len(training_data), len(test_data)
training_batches, last_batch = len(train_dataloader), training_samples % 64
cifar_training, cifar_test = len(train_set), len(test_set)
cifar_batches = len(test_loader)
