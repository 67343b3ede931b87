"""Inside a trained convolutional network: feature maps, dead filters, what a filter responds to."""

# %% network
import torch
from torch import nn
from torch.nn import functional as F


class ConvNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 5, kernel_size=3, padding=1)
        self.conv2 = nn.Conv2d(5, 10, kernel_size=3, padding=1)
        self.fc = nn.Linear(10 * 7 * 7, 10)

    def first_maps(self, images):
        return torch.relu(self.conv1(images))

    def second_maps(self, images):
        return torch.relu(self.conv2(F.max_pool2d(self.first_maps(images), 2)))

    def forward(self, images):
        return self.fc(F.max_pool2d(self.second_maps(images), 2).flatten(start_dim=1))


# %% digits
from torch.utils.data import DataLoader
from torchvision import datasets
from torchvision.transforms import v2

to_float = v2.Compose([v2.ToImage(), v2.ToDtype(torch.float32, scale=True)])
digits = datasets.MNIST("data", train=True, download=True, transform=to_float)
test_digits = datasets.MNIST("data", train=False, download=True, transform=to_float)
print(len(digits), len(test_digits))
#> 4000 1000

# %% train
torch.manual_seed(0)
model = ConvNet()
optimizer = torch.optim.AdamW(model.parameters(), lr=0.01)
loader = DataLoader(digits, batch_size=50, shuffle=True)
for _ in range(2):
    for images, labels in loader:
        loss = F.cross_entropy(model(images), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

# %% accuracy
images, labels = next(iter(DataLoader(test_digits, batch_size=1000)))


def accuracy():
    with torch.no_grad():
        return (model(images).argmax(dim=1) == labels).float().mean().item()


print(f"{accuracy():.2f}")
#~ 0.94

# %% one_image
image = images[8:9]
with torch.no_grad():
    first, second = model.first_maps(image), model.second_maps(image)
print(tuple(first.shape), tuple(second.shape))
#> (1, 5, 28, 28) (1, 10, 14, 14)

# %% one_image_no_pool tags=["hidden"]
print(tuple(first.shape), tuple(torch.relu(model.conv2(first)).shape))
#> (1, 5, 28, 28) (1, 10, 28, 28)

# %% one_image_pooled tags=["hidden"]
print(tuple(F.max_pool2d(first, 2).shape), tuple(F.max_pool2d(second, 2).shape))
#> (1, 5, 14, 14) (1, 10, 7, 7)

# %% one_image_alone tags=["hidden"]
with torch.no_grad():
    print(tuple(first[0].shape), tuple(second[0].shape))
#> (5, 28, 28) (10, 14, 14)

# %% facts tags=["hidden"]
label = int(labels[8])
train_images, test_images = len(digits), len(test_digits)
black = sum(int(one.max() == one.min()) for one in [*first[0], *second[0]])

# %% feature_maps
import matplotlib.pyplot as plt

figure, panels = plt.subplots(3, 6, figsize=(6.4, 3.6), layout="constrained")
panels[0, 0].imshow(image[0, 0].numpy(), cmap="gray")
for panel, feature_map in zip(panels[:, 1:].flat, [*first[0], *second[0]], strict=True):
    panel.imshow(feature_map.numpy(), cmap="gray")
panels[0, 0].set_title("input")
panels[0, 3].set_title("conv1")
panels[1, 3].set_title("conv2")
for panel in panels.flat:
    panel.set_axis_off()
# alt-ko: 손글씨 숫자 {label}의 이미지와 특징 맵. 첫 줄은 conv1의 특징 맵 {first.shape[1]}개, 아래 두 줄은
# alt-ko: conv2의 특징 맵 {second.shape[1]}개입니다. 맵마다 밝은 곳이 다르고, conv2 쪽이 더 거칩니다.
# alt-ko: {black}개는 온통 한 가지 색입니다.
# alt-en: A handwritten {label} and its feature maps: {first.shape[1]} of conv1 in the first row,
# alt-en: {second.shape[1]} of conv2 below. Each map is bright in other places, and those of conv2
# alt-en: are coarser. {black} have one shade all over.

# %% dead
with torch.no_grad():
    largest_first = model.first_maps(images).amax(dim=(0, 2, 3))
    largest_second = model.second_maps(images).amax(dim=(0, 2, 3))
print(" ".join(f"{value:.1f}" for value in largest_first))
#~ 1.3 1.7 2.3 0.0 1.7
print(" ".join(f"{value:.1f}" for value in largest_second))
#~ 3.3 3.0 3.1 3.8 3.5 0.0 3.9 2.5 4.0 0.0


# %% switched_off
def without(index):
    kept = model.fc.weight.detach().clone()
    with torch.no_grad():
        model.fc.weight.view(10, 10, 49)[:, index] = 0
    result = accuracy()
    with torch.no_grad():
        model.fc.weight.copy_(kept)
    return result


for index in range(10):
    print(f"{index}: {without(index) - accuracy():+.3f}")
#~ 0: +0.007
#~ 1: -0.003
#~ 2: -0.050
#~ 3: -0.026
#~ 4: -0.022
#~ 5: +0.000
#~ 6: -0.005
#~ 7: -0.001
#~ 8: +0.001
#~ 9: +0.000

# %% receptive
dot = torch.zeros(1, 1, 28, 28, requires_grad=True)
ones = torch.ones(1, 1, 3, 3)
seen = F.conv2d(F.avg_pool2d(F.conv2d(dot, ones, padding=1), 2), ones, padding=1)
seen[0, 0, 7, 7].backward()
print(int(dot.grad[0, 0].sum(dim=1).count_nonzero()), "rows")
#> 8 rows

# %% receptive_kernel tags=["hidden"]
dot = torch.zeros(1, 1, 28, 28, requires_grad=True)
F.conv2d(dot, ones, padding=1)[0, 0, 7, 7].backward()
print(int(dot.grad[0, 0].sum(dim=1).count_nonzero()), "rows")
#> 3 rows

# %% receptive_no_pool tags=["hidden"]
dot = torch.zeros(1, 1, 28, 28, requires_grad=True)
F.conv2d(F.conv2d(dot, ones, padding=1), ones, padding=1)[0, 0, 7, 7].backward()
print(int(dot.grad[0, 0].sum(dim=1).count_nonzero()), "rows")
#> 5 rows

# %% receptive_no_first tags=["hidden"]
dot = torch.zeros(1, 1, 28, 28, requires_grad=True)
F.conv2d(F.avg_pool2d(dot, 2), ones, padding=1)[0, 0, 7, 7].backward()
print(int(dot.grad[0, 0].sum(dim=1).count_nonzero()), "rows")
#> 6 rows

# %% patches
with torch.no_grad():
    responses = model.second_maps(images)
padded = F.pad(images, (3, 3, 3, 3))
alive = [index for index in range(10) if responses[:, index].max() > 0][:3]

figure, panels = plt.subplots(3, 6, figsize=(6.4, 3.6), layout="constrained")
for row, index in zip(panels, alive, strict=True):
    strongest = responses[:, index].amax(dim=(1, 2)).topk(6).indices
    for panel, number in zip(row, strongest, strict=True):
        y, x = divmod(int(responses[number, index].argmax()), 14)
        patch = padded[number, 0, 2 * y : 2 * y + 8, 2 * x : 2 * x + 8]
        panel.imshow(patch.numpy(), cmap="gray", vmin=0, vmax=1)
        panel.set_axis_off()
# alt-ko: 세 줄에 여섯 개씩, 8×8픽셀 조각. 한 줄은 conv2의 필터 하나가 가장 크게 반응한 조각입니다.
# alt-ko: 같은 줄의 조각끼리는 획의 방향과 모양이 서로 닮았습니다.
# alt-en: Three rows of six patches of 8 by 8 pixels. Each row holds the patches to which one filter
# alt-en: of conv2 responded most. Within a row, strokes run alike.

# %% exercise_1
for seed in range(5):
    torch.manual_seed(seed)
    untrained = ConvNet()
    with torch.no_grad():
        largest = untrained.second_maps(images).amax(dim=(0, 2, 3))
    print(seed, int((largest == 0).sum()))
#> 0 0
#> 1 1
#> 2 1
#> 3 0
#> 4 0

# %% exercise_2
from torchvision.utils import make_grid

sheet = make_grid(first[0][:, None], nrow=5, normalize=True, padding=1)
print(sheet.shape)
#> torch.Size([3, 30, 146])
plt.figure(figsize=(6.4, 1.8), layout="constrained")
plt.imshow(sheet.permute(1, 2, 0).numpy())
plt.axis("off")
# alt-ko: conv1의 특징 맵 {first.shape[1]}개를 한 줄로 이어 붙인 그림.
# alt-en: The {first.shape[1]} feature maps of conv1 side by side in one picture.

# %% exercise_3
model.first_maps(image)[0, 0].numpy()
#! RuntimeError: Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.

# %% exercise_3_cure
print(model.first_maps(image)[0, 0].detach().numpy().shape)
#> (28, 28)
