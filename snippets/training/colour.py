"""Colour images in CIFAR-10's format: channels, normalization, flattening, on a stand-in."""

# %% stand_in tags=["hidden"]
from pathlib import Path

from torchvision.datasets import CIFAR10

listing = Path("data", CIFAR10.base_folder, "STAND-IN.md5")
if listing.exists():
    md5 = dict(line.split()[::-1] for line in listing.read_text().splitlines())
    CIFAR10.train_list = [[name, md5[name]] for name, _ in CIFAR10.train_list]
    CIFAR10.test_list = [[name, md5[name]] for name, _ in CIFAR10.test_list]
    CIFAR10.meta = CIFAR10.meta | {"md5": md5["batches.meta"]}

# %% load
import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader
from torchvision import datasets
from torchvision.transforms import v2

to_tensor = v2.Compose([v2.ToImage(), v2.ToDtype(torch.float32, scale=True)])
trainset = datasets.CIFAR10(root="data", train=True, download=True, transform=to_tensor)
print(len(trainset), trainset.classes[:3], trainset.data.shape, trainset.data.dtype)
#> 1000 ['airplane', 'automobile', 'bird'] (1000, 32, 32, 3) uint8

# %% counts tags=["hidden"]
training_images = len(trainset)
test_images = len(datasets.CIFAR10(root="data", train=False, download=True))

# %% channels
picture = trainset[trainset.targets.index(8)][0]
fig, axes = plt.subplots(1, 4, figsize=(6.4, 2), layout="constrained")
axes[0].imshow(picture.permute(1, 2, 0).numpy())
for ax, channel, name in zip(axes[1:], picture, ("red", "green", "blue")):
    ax.imshow(channel.numpy(), cmap="gray", vmin=0, vmax=1)
    ax.set_title(name)
for ax in axes:
    ax.axis("off")
# alt-ko: 32×32 컬러 그림문자 한 장과, 그 빨강, 초록, 파랑 채널을 하나씩 흑백으로 그린 그림 셋.
# alt-ko: 같은 배라도 채널마다 밝은 곳이 다릅니다.
# alt-en: One coloured pictogram of 32 by 32 pixels and its red, green and blue channels, each
# alt-en: drawn in grey. It is the same ship, but other places are bright in each channel.

# %% batch
images, labels = next(iter(DataLoader(trainset, batch_size=50)))
print(images.shape)
#> torch.Size([50, 3, 32, 32])

# %% batch_last tags=["hidden"]
print(torch.Size([50, *trainset.data.shape[1:]]))
#> torch.Size([50, 32, 32, 3])

# %% batch_first tags=["hidden"]
print(images.transpose(0, 1).shape)
#> torch.Size([3, 50, 32, 32])

# %% batch_grey tags=["hidden"]
print(v2.Grayscale()(images).shape)
#> torch.Size([50, 1, 32, 32])

# %% one_channel
layer = nn.Conv2d(1, 8, kernel_size=5)
layer(images)
#! RuntimeError: Given groups=1, weight of size [8, 1, 5, 5], expected input[50, 3, 32, 32] to have 1 channels, but got 3 channels instead

# %% cures
print(nn.Conv2d(3, 8, kernel_size=5)(images).shape)
#> torch.Size([50, 8, 28, 28])
print(layer(v2.Grayscale()(images)).shape)
#> torch.Size([50, 8, 28, 28])

# %% mean_and_std
# ko: 데이터가 크면 천 장으로도 어림할 수 있습니다.
# en: With a large set, a thousand pictures make a good estimate.
sample = torch.from_numpy(trainset.data[:1000]) / 255
mean, std = sample.mean(dim=(0, 1, 2)), sample.std(dim=(0, 1, 2))
print("mean", mean)
#~ mean tensor([0.5382, 0.5543, 0.5047])
print("std ", std)
#~ std  tensor([0.2040, 0.2099, 0.2701])

# %% normalize
transform = v2.Compose([to_tensor, v2.Normalize(mean.tolist(), std.tolist())])
trainset.transform = transform
testset = datasets.CIFAR10(root="data", train=False, download=True, transform=transform)

normalized, _ = next(iter(DataLoader(trainset, batch_size=1000)))
print(f"largest mean {normalized.mean(dim=(0, 2, 3)).abs().max().item():.1e}")
#~ largest mean 1.5e-06
print("std", normalized.std(dim=(0, 2, 3)))
#~ std tensor([1.0000, 1.0000, 1.0000])

# %% flatten
print(images.view(-1, 32 * 32 * 3).shape)
#> torch.Size([50, 3072])
print(images.flatten(start_dim=1).shape)
#> torch.Size([50, 3072])

# %% flatten_wrong
images.view(-1, 32 * 3 * 3)
#! RuntimeError: shape '[-1, 288]' is invalid for input of size 153600

# %% flatten_silent
thirty_three = torch.zeros(33, 3, 32, 32)
print(thirty_three.view(-1, 32 * 3 * 3).shape)
#> torch.Size([352, 288])

# %% silent_rows tags=["hidden"]
print(torch.zeros(33, 32 * 3 * 3).shape)
#> torch.Size([33, 288])

# %% silent_right tags=["hidden"]
print(thirty_three.flatten(start_dim=1).shape)
#> torch.Size([33, 3072])

# %% silent_pixels tags=["hidden"]
print(thirty_three.permute(0, 2, 3, 1).reshape(-1, 3).shape)
#> torch.Size([33792, 3])

# %% network
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(32 * 32 * 3, 500)
        self.fc2 = nn.Linear(500, 10)

    def forward(self, x):
        x = x.flatten(start_dim=1)
        x = F.relu(self.fc1(x))
        return self.fc2(x)


torch.manual_seed(0)
net = Net()
print(f"{sum(parameter.numel() for parameter in net.parameters()):,} parameters")
#> 1,541,510 parameters

# %% train
trainloader = DataLoader(trainset, batch_size=32, shuffle=True)
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(net.parameters(), lr=3e-4)

for epoch in range(10):
    net.train()
    total_loss, seen = 0.0, 0
    for inputs, labels in trainloader:
        optimizer.zero_grad()
        loss = criterion(net(inputs), labels)
        loss.backward()
        optimizer.step()
        total_loss += loss.item() * len(labels)
        seen += len(labels)
    print(f"epoch {epoch + 1}: loss {total_loss / seen:.2f}")
#~ epoch 1: loss 0.81
#~ epoch 2: loss 0.30
#~ epoch 3: loss 0.19
#~ epoch 4: loss 0.16
#~ epoch 5: loss 0.13
#~ epoch 6: loss 0.11
#~ epoch 7: loss 0.09
#~ epoch 8: loss 0.10
#~ epoch 9: loss 0.07
#~ epoch 10: loss 0.07

# %% predict
testloader = DataLoader(testset, batch_size=32)
correct, total = 0, 0
predictions = []
net.eval()
with torch.inference_mode():
    for inputs, labels in testloader:
        predicted = net(inputs).argmax(dim=1)
        predictions.append(predicted)
        total += labels.size(0)
        correct += (predicted == labels).sum().item()

predictions = torch.cat(predictions)
print(predictions.shape, predictions.dtype)
#~ torch.Size([200]) torch.int64
print(f"{100 * correct / total:.1f} %")
#~ 91.0 %

# %% numbers tags=["hidden"]
parameters = sum(parameter.numel() for parameter in net.parameters())
first_layer = sum(parameter.numel() for parameter in net.fc1.parameters())
assert correct == (predictions == torch.tensor(testset.targets)).sum().item()

# %% exercise_3
def accuracy_of_batches(net, loader):
    shares = []
    with torch.inference_mode():
        for inputs, labels in loader:
            hits = net(inputs).argmax(dim=1) == labels
            shares.append(hits.float().mean())
    return 100 * torch.stack(shares).mean().item()


wrong = accuracy_of_batches(net, testloader)
print(f"{wrong:.2f} instead of {100 * correct / total:.2f}")
#~ 91.96 instead of 91.00

# %% exercise_1
model = nn.Sequential(
    nn.Conv2d(3, 16, kernel_size=3, padding=1),
    nn.ReLU(),
    nn.MaxPool2d(4),
    nn.Flatten(),
    nn.Linear(16 * 8 * 8, 10),
)
print(model(images).shape, sum(weight.numel() for weight in model.parameters()))
#> torch.Size([50, 10]) 10698

# %% exercise_2
back = v2.Normalize((-mean / std).tolist(), (1 / std).tolist())
restored = back(transform(trainset.data[0]))
print(f"{(restored - to_tensor(trainset.data[0])).abs().max().item():.0e}")
#~ 6e-08

# %% exercise_3_right
def accuracy(net, loader):
    correct, seen = 0, 0
    with torch.inference_mode():
        for inputs, labels in loader:
            correct += (net(inputs).argmax(dim=1) == labels).sum().item()
            seen += len(labels)
    return 100 * correct / seen


print(f"{accuracy(net, testloader):.2f}")
#~ 91.00
