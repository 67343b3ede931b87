"""A small convolutional network: shapes, flattening, classes and feature maps."""

# %% network
import torch
from torch import nn


class ConvNet(nn.Module):
    def __init__(self, num_classes):
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels=1, out_channels=5, kernel_size=3, padding=1)
        self.conv2 = nn.Conv2d(in_channels=5, out_channels=10, kernel_size=3, padding=1)
        self.relu = nn.ReLU()
        self.pool = nn.MaxPool2d(kernel_size=2, stride=2)
        #* ko: 채널은 10개, 높이와 너비는 28에서 두 번 반으로 줄어 7입니다.
        #* en: There are 10 channels; height and width are 28, halved twice: 7.
        self.fc = nn.Linear(10 * 7 * 7, num_classes)

    def forward(self, images):
        maps = self.pool(self.relu(self.conv1(images)))
        maps = self.pool(self.relu(self.conv2(maps)))
        #* ko: 배치 차원은 남기고 나머지를 한 줄로 폅니다.
        #* en: Keeps the batch dimension and puts the others into one row.
        return self.fc(maps.flatten(start_dim=1))


# %% classes
for num_classes in (10, 5):
    print(ConvNet(num_classes)(torch.zeros(2, 1, 28, 28)).shape)
#> torch.Size([2, 10])
#> torch.Size([2, 5])


# %% shapes
def show_shapes(name):
    def hook(module, inputs, output):
        print(f"{name:6}{tuple(inputs[0].shape)!s:16}-> {tuple(output.shape)}")

    return hook


watched = ConvNet(num_classes=10)
for name, module in watched.named_children():
    module.register_forward_hook(show_shapes(name))
logits = watched(torch.zeros(1, 1, 28, 28))
#> conv1 (1, 1, 28, 28)  -> (1, 5, 28, 28)
#> relu  (1, 5, 28, 28)  -> (1, 5, 28, 28)
#> pool  (1, 5, 28, 28)  -> (1, 5, 14, 14)
#> conv2 (1, 5, 14, 14)  -> (1, 10, 14, 14)
#> relu  (1, 10, 14, 14) -> (1, 10, 14, 14)
#> pool  (1, 10, 14, 14) -> (1, 10, 7, 7)
#> fc    (1, 490)        -> (1, 10)

# %% colour_image
watched(torch.zeros(1, 3, 28, 28))
#! RuntimeError: Given groups=1, weight of size [5, 1, 3, 3], expected input[1, 3, 28, 28] to have 1 channels, but got 3 channels instead


# %% parameters
def count(module):
    return sum(parameter.numel() for parameter in module.parameters())


model = ConvNet(num_classes=10)
print({name: count(module) for name, module in model.named_children()})
#> {'conv1': 50, 'conv2': 460, 'relu': 0, 'pool': 0, 'fc': 4910}

fully_connected = nn.Sequential(
    nn.Flatten(), nn.Linear(28 * 28, 500), nn.ReLU(), nn.Linear(500, 10)
)
cnn_parameters, linear_parameters = count(model), count(fully_connected)
print(f"{cnn_parameters:,} against {linear_parameters:,}")
#> 5,420 against 397,510

# %% view
# ko: 28×28이 아니라 32×32인 이미지 49장이 풀링을 두 번 거친 뒤입니다.
# en: 49 images of 32×32 instead of 28×28 after two rounds of pooling.
maps = torch.zeros(49, 10, 8, 8)
wrong_rows = maps.view(-1, 10 * 7 * 7)
print(wrong_rows.shape, model.fc(wrong_rows).shape)
#> torch.Size([64, 490]) torch.Size([64, 10])

# %% flatten
print(maps.flatten(start_dim=1).shape)
#> torch.Size([49, 640])
model.fc(maps.flatten(start_dim=1))
#! RuntimeError: …mat1 and mat2 shapes cannot be multiplied (49x640 and 490x10)

# %% digits
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

to_tensor = transforms.ToTensor()
digits = datasets.MNIST("data", train=True, download=True, transform=to_tensor)
test_digits = datasets.MNIST("data", train=False, download=True, transform=to_tensor)

image, label = digits[0]
print(image.shape, image.dtype, label)
#> torch.Size([1, 28, 28]) torch.float32 5

# %% train
device = "cuda" if torch.cuda.is_available() else "cpu"
torch.manual_seed(0)
model = ConvNet(num_classes=10).to(device)
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)

model.train()
for _ in range(2):
    for images, labels in DataLoader(digits, batch_size=50, shuffle=True):
        loss = criterion(model(images.to(device)), labels.to(device))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

model.eval()
correct = 0
with torch.no_grad():
    for images, labels in DataLoader(test_digits, batch_size=500):
        predictions = model(images.to(device)).argmax(dim=1)
        correct += (predictions == labels.to(device)).sum().item()
accuracy = correct / len(test_digits)
print(f"{accuracy:.2f}")
#~ 0.94
assert accuracy > 0.9

# %% feature_maps
import matplotlib.pyplot as plt

with torch.no_grad():
    first = model.relu(model.conv1(image[None].to(device)))
    second = model.relu(model.conv2(model.pool(first)))
print(first.shape, second.shape)
#> torch.Size([1, 5, 28, 28]) torch.Size([1, 10, 14, 14])

maps = [*first[0].cpu(), *second[0].cpu()]
figure, panels = plt.subplots(3, 6, layout="constrained")
panels[0, 0].imshow(image[0].numpy(), interpolation="none")
panels[0, 0].set_title("input")
panels[0, 3].set_title("conv1 + ReLU")
panels[1, 3].set_title("conv2 + ReLU")
for panel, feature_map in zip(panels[:, 1:].flat, maps, strict=True):
    panel.imshow(feature_map.numpy(), interpolation="none")
for panel in panels.flat:
    panel.set_axis_off()
# alt-ko: 손글씨 숫자 {label}의 이미지와 특징 맵. 첫 줄은 conv1의 특징 맵 {first.shape[1]}개, 아래 두 줄은
# alt-ko: conv2의 특징 맵 {second.shape[1]}개입니다. 맵마다 밝은 곳이 다르고, conv2 쪽이 더 거칩니다.
# alt-en: A handwritten {label} and its feature maps: {first.shape[1]} of conv1 in the first row,
# alt-en: {second.shape[1]} of conv2 below. Each map is bright in other places, and those of conv2
# alt-en: are coarser.

# %% sample tags=["hidden"]
train_images, test_images = len(digits), len(test_digits)
assert image.min() == 0
assert image.max() <= 1

# %% exercise_1
for_colour = ConvNet(num_classes=10)
for_colour.conv1 = nn.Conv2d(in_channels=3, out_channels=5, kernel_size=3, padding=1)
for_colour.fc = nn.Linear(10 * 8 * 8, 10)
print(for_colour(torch.zeros(4, 3, 32, 32)).shape, f"{count(for_colour):,}")
#> torch.Size([4, 10]) 7,010

# %% exercise_2
unpadded = nn.Sequential(
    nn.Conv2d(1, 5, kernel_size=3),
    nn.MaxPool2d(2),
    nn.Conv2d(5, 10, kernel_size=3),
    nn.MaxPool2d(2),
)
print(unpadded(torch.zeros(1, 1, 28, 28)).shape, 10 * 5 * 5)
#> torch.Size([1, 10, 5, 5]) 250

# %% exercise_3
any_size = nn.Sequential(
    nn.Conv2d(1, 5, kernel_size=3, padding=1),
    nn.ReLU(),
    nn.AdaptiveAvgPool2d(7),  # ko: 어떤 크기든 7×7로 | en: any size becomes 7×7
    nn.Flatten(),
    nn.Linear(5 * 7 * 7, 10),
)
for size in (28, 32, 45):
    print(size, any_size(torch.zeros(1, 1, size, size)).shape)
#> 28 torch.Size([1, 10])
#> 32 torch.Size([1, 10])
#> 45 torch.Size([1, 10])
