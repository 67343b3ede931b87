"""Dataset and DataLoader: samples one by one, and batches of them."""

# %% load
import torch
from torch.utils.data import DataLoader
from torchvision import datasets
from torchvision.transforms import v2

to_float = v2.Compose([v2.ToImage(), v2.ToDtype(torch.float32, scale=True)])
training_data = datasets.FashionMNIST(
    root="data",  # ko: 파일을 저장할 폴더 | en: the folder for the files
    train=True,  # ko: 학습 데이터 | en: the training split
    download=True,  # ko: 없을 때만 내려받음 | en: only if they are not there yet
    transform=to_float,  # ko: 이미지를 텐서로 변환 | en: image to tensor
)
test_data = datasets.FashionMNIST(
    "data", train=False, download=True, transform=to_float
)
print(len(training_data), len(test_data))
#> 3000 1000

# %% one_sample
image, label = training_data[0]
print(image.shape, image.dtype, f"{image.min():.1f} to {image.max():.1f}")
#> torch.Size([1, 28, 28]) torch.float32 0.0 to 1.0
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
print(training_data.targets.bincount())
#> tensor([300, 300, 300, 300, 300, 300, 300, 300, 300, 300])

# %% names tags=["hidden"]
all_names = ", ".join(training_data.classes)

# %% image_grid
import matplotlib.pyplot as plt

figure, panels = plt.subplots(2, 5, figsize=(6.4, 3.2), layout="constrained")
for index, panel in enumerate(panels.flat):
    # ko: 이 클래스의 첫 이미지
    # en: the first image of this class
    position = training_data.targets.tolist().index(index)
    panel.imshow(training_data[position][0][0].numpy(), cmap="gray")
    panel.set_title(training_data.classes[index].split("/")[0])
    panel.set_axis_off()
# alt-ko: Fashion-MNIST의 클래스 {panels.size}개에서 하나씩 고른 흑백 이미지.
# alt-ko: 차례대로 {all_names}입니다.
# alt-en: One grey image from each of the {panels.size} classes of Fashion-MNIST,
# alt-en: in this order: {all_names}.

# %% loaders
torch.manual_seed(0)
train_dataloader = DataLoader(training_data, batch_size=64, shuffle=True)
test_dataloader = DataLoader(test_data, batch_size=64)
print(len(train_dataloader), len(test_dataloader))
#> 47 16

# %% loaders_samples tags=["hidden"]
print(len(train_dataloader.dataset), len(test_dataloader.dataset))
#> 3000 1000

# %% loaders_dropped tags=["hidden"]
print(len(training_data) // 64, len(test_data) // 64)
#> 46 15

# %% loaders_size tags=["hidden"]
print(train_dataloader.batch_size, test_dataloader.batch_size)
#> 64 64

# %% one_batch
features, labels = next(iter(train_dataloader))
print(features.shape, features.dtype)
#> torch.Size([64, 1, 28, 28]) torch.float32
print(labels.shape, labels.dtype)
#> torch.Size([64]) torch.int64

# %% always_the_first
# ko: 부를 때마다 처음부터 다시 시작합니다.
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

# %% all_batches_full tags=["hidden"]
print(len(train_dataloader) * 64, 64)
#> 3008 64

# %% all_batches_counted tags=["hidden"]
print(len(train_dataloader), len(features))
#> 47 56

# %% all_batches_dropped tags=["hidden"]
print(seen // 64 * 64, 64)
#> 2944 64

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
order = torch.cat([labels for _, labels in train_dataloader])
print(order[:10], order.bincount())
#> tensor([9, 7, 7, 2, 7, 1, 0, 5, 4, 1]) tensor([300, 300, 300, 300, 300, 300, 300, 300, 300, 300])

# %% sorted_labels
from torch.utils.data import Subset

by_class = Subset(training_data, training_data.targets.argsort().tolist())


def learn(shuffle):
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 10))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(2):
        for features, labels in DataLoader(by_class, batch_size=50, shuffle=shuffle):
            loss = torch.nn.functional.cross_entropy(model(features), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    right = sum(int((model(x).argmax(1) == y).sum()) for x, y in test_dataloader)
    return right / len(test_data)


print(f"in order of class {learn(False):.2f}, shuffled {learn(True):.2f}")
#> in order of class 0.23, shuffled 0.74


# %% workers
import time


class Slow(torch.utils.data.Dataset):
    def __len__(self):
        return 100

    def __getitem__(self, index):
        time.sleep(0.03)  # ko: 큰 파일을 읽는 시간 | en: the time to read a large file
        return index


def seconds(dataset, workers):
    start = time.perf_counter()
    for _ in DataLoader(dataset, batch_size=8, num_workers=workers):
        pass
    return time.perf_counter() - start


if __name__ == "__main__":
    for name, dataset in {"slow": Slow(), "fast": list(range(100))}.items():
        times = [seconds(dataset, workers) for workers in (0, 2)]
        print(f"{name}: {times[0]:.2f} s alone, {times[1]:.2f} s with two workers")
#~ slow: 1.64 s alone, 1.23 s with two workers
#~ fast: 0.00 s alone, 0.50 s with two workers

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
train_set = datasets.CIFAR10("data", train=True, download=True, transform=to_float)
test_set = datasets.CIFAR10("data", train=False, download=True, transform=to_float)
print(test_set.data.shape, test_set.data.dtype)
#> (200, 32, 32, 3) uint8

# %% cifar10_batch
train_loader = DataLoader(train_set, batch_size=32, shuffle=True)
test_loader = DataLoader(test_set, batch_size=32, shuffle=False)
images, labels = next(iter(test_loader))
print(images.shape, images.dtype, test_loader.batch_size)
#> torch.Size([32, 3, 32, 32]) torch.float32 32

# %% nhwc_to_nchw
raw = torch.from_numpy(test_set.data[:32])
# ko: 채널을 높이 앞으로 옮기고 0~1로 바꿉니다.
# en: Channels go before the height, and 0 to 255 becomes 0 to 1.
by_hand = raw.permute(0, 3, 1, 2) / 255
print(raw.shape, "->", by_hand.shape)
#> torch.Size([32, 32, 32, 3]) -> torch.Size([32, 3, 32, 32])
print(by_hand[0, :, 0, 0], images[0, :, 0, 0])
#> tensor([0.5647, 0.5333, 0.2510]) tensor([0.5647, 0.5333, 0.2510])

# %% exercise_1
count = len(training_data)
print(count / 64, len(DataLoader(training_data, batch_size=64, drop_last=True)))
#> 46.875 46


# %% exercise_2
def shuffled(seed):
    generator = torch.Generator().manual_seed(seed)
    loader = DataLoader(numbers, batch_size=10, shuffle=True, generator=generator)
    return next(iter(loader))


print(shuffled(7), shuffled(7))
#> tensor([1, 3, 5, 7, 9, 4, 6, 2, 8, 0]) tensor([1, 3, 5, 7, 9, 4, 6, 2, 8, 0])
print(shuffled(8))
#> tensor([1, 4, 7, 2, 8, 5, 6, 0, 3, 9])

# %% exercise_3
right = seen = 0
for _, labels in DataLoader(test_data, batch_size=64, drop_last=True):
    guesses = labels  # ko: 모두 맞힘 | en: every guess is right
    right += (guesses == labels).sum().item()
    seen += len(labels)
print(right / len(test_data), right / seen)
#> 0.96 1.0

# %% bound tags=["hidden"]
training_samples, test_samples = len(training_data), len(test_data)
all_seen, last_batch = training_samples, training_samples % 64
cifar_training, cifar_test = len(train_set), len(test_set)
