"""Convolutional networks: shapes, flattening, parameters, the batch, and what filters respond to."""

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

# %% drawn
import matplotlib.pyplot as plt

chain = [(1, 28), (5, 28), (5, 14), (10, 14), (10, 7)]
steps = ["conv1", "pool", "conv2", "pool"]
figure, axes = plt.subplots(figsize=(6.4, 2.8), layout="constrained")
left, starts = 0.0, []
for channels, side in chain:
    starts.append(left)
    for channel in range(channels):
        corner = (left + channel, -side / 2 - channel)
        axes.add_patch(plt.Rectangle(corner, side, side, fc="C0", ec="w", alpha=0.6))
    axes.text(left, -31, f"{channels}×{side}×{side}", fontsize=12)
    left += side + channels + 8
for start, step in zip(starts[1:], steps, strict=True):
    axes.annotate(step, (start, 17), ha="right", fontsize=12)
axes.set(xlim=(-2, left), ylim=(-34, 22), aspect="equal")
axes.set_axis_off()
# alt-ko: 이미지가 신경망을 지나며 변하는 모습. 정사각형 {chain[0][0]}장(한 변 {chain[0][1]})에서 시작해
# alt-ko: {chain[1][0]}장({chain[1][1]}), {chain[2][0]}장({chain[2][1]}), {chain[3][0]}장({chain[3][1]}),
# alt-ko: {chain[4][0]}장({chain[4][1]})이 됩니다. 합성곱에서 장수가 늘고 풀링에서 한 변이 반이 됩니다.
# alt-en: The image on its way through the network. One square with a side of {chain[0][1]} becomes
# alt-en: {chain[1][0]} of {chain[1][1]}, {chain[2][0]} of {chain[2][1]}, {chain[3][0]} of
# alt-en: {chain[3][1]} and {chain[4][0]} of {chain[4][1]}: a convolution makes more of them, pooling
# alt-en: halves the side.

# %% colour_image
watched(torch.zeros(1, 3, 28, 28))
#! RuntimeError: Given groups=1, weight of size [5, 1, 3, 3], expected input[1, 3, 28, 28] to have 1 channels, but got 3 channels instead

# %% view
# ko: 28×28이 아니라 32×32인 이미지 49장이 풀링을 두 번 거친 뒤입니다.
# en: 49 images of 32×32 instead of 28×28 after two rounds of pooling.
maps = torch.zeros(49, 10, 8, 8)
fc = ConvNet(num_classes=10).fc
wrong_rows = maps.view(-1, 10 * 7 * 7)
print(wrong_rows.shape, fc(wrong_rows).shape)
#> torch.Size([64, 490]) torch.Size([64, 10])

# %% view_as_hoped tags=["hidden"]
print(torch.zeros(49, 490).shape, fc(torch.zeros(49, 490)).shape)
#> torch.Size([49, 490]) torch.Size([49, 10])

# %% view_flatten tags=["hidden"]
print(maps.flatten(1).shape, torch.zeros(49, 10).shape)
#> torch.Size([49, 640]) torch.Size([49, 10])

# %% flatten
print(maps.flatten(start_dim=1).shape)
#> torch.Size([49, 640])
fc(maps.flatten(start_dim=1))
#! RuntimeError: …mat1 and mat2 shapes cannot be multiplied (49x640 and 490x10)


# %% net
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, kernel_size=3)
        self.conv2 = nn.Conv2d(6, 16, kernel_size=3)
        self.relu = nn.ReLU()
        self.pool = nn.MaxPool2d(kernel_size=2, stride=2)
        self.fc1 = nn.Linear(16 * 6 * 6, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        x = self.pool(self.relu(self.conv1(x)))
        x = self.pool(self.relu(self.conv2(x)))
        x = torch.flatten(x, 1)
        x = self.relu(self.fc1(x))
        x = self.relu(self.fc2(x))
        return self.fc3(x)


# %% net_shapes
torch.manual_seed(0)
net = LeNet()
image = torch.randn(1, 1, 32, 32)
values = image
for name in ("conv1", "relu", "pool", "conv2", "relu", "pool"):
    values = getattr(net, name)(values)
    print(f"{name:8}{tuple(values.shape)}")
#> conv1   (1, 6, 30, 30)
#> relu    (1, 6, 30, 30)
#> pool    (1, 6, 15, 15)
#> conv2   (1, 16, 13, 13)
#> relu    (1, 16, 13, 13)
#> pool    (1, 16, 6, 6)
values = torch.flatten(values, 1)
print(f"{'flatten':8}{tuple(values.shape)}")
#> flatten (1, 576)

# %% printed
print(net)
#> LeNet(
#>   (conv1): Conv2d(1, 6, kernel_size=(3, 3), stride=(1, 1))
#>   (conv2): Conv2d(6, 16, kernel_size=(3, 3), stride=(1, 1))
#>   (relu): ReLU()
#>   (pool): MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)
#>   (fc1): Linear(in_features=576, out_features=120, bias=True)
#>   (fc2): Linear(in_features=120, out_features=84, bias=True)
#>   (fc3): Linear(in_features=84, out_features=10, bias=True)
#> )

# %% net_parameters
params = list(net.parameters())
print(len(params), params[0].shape)
#> 10 torch.Size([6, 1, 3, 3])
for name, parameter in net.named_parameters():
    print(f"{name:13}{str(list(parameter.shape)):15}{parameter.numel():7,}")
#> conv1.weight [6, 1, 3, 3]        54
#> conv1.bias   [6]                  6
#> conv2.weight [16, 6, 3, 3]      864
#> conv2.bias   [16]                16
#> fc1.weight   [120, 576]      69,120
#> fc1.bias     [120]              120
#> fc2.weight   [84, 120]       10,080
#> fc2.bias     [84]                84
#> fc3.weight   [10, 84]           840
#> fc3.bias     [10]                10
total = sum(parameter.numel() for parameter in params)
print(f"{'total':28}{total:7,}")
#> total                        81,194

# %% share tags=["hidden"]
share = round(100 * (576 * 120 + 120) / total)


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

# %% output
out = net(image)
print(out)
#> tensor([[ 0.0118, -0.1022, -0.0414, -0.0177, -0.2162,  0.0153, -0.0586,  0.1904,
#>           0.0214, -0.0695]], grad_fn=<AddmmBackward0>)
print(tuple(image.shape), "->", tuple(out.shape))
#> (1, 1, 32, 32) -> (1, 10)

# %% sample_alone
sample = torch.randn(1, 32, 32)
net(sample)
#! RuntimeError: …mat1 and mat2 shapes cannot be multiplied (16x36 and 576x120)

# %% unsqueezed
batch_of_one = sample.unsqueeze(0)
print(tuple(batch_of_one.shape), tuple(net(batch_of_one).shape))
#> (1, 1, 32, 32) (1, 10)


# %% exercise_1
def after_block(side):
    return (side - 2) // 2


for side in range(28, 37):
    print(side, 16 * after_block(after_block(side)) ** 2)
#> 28 400
#> 29 400
#> 30 576
#> 31 576
#> 32 576
#> 33 576
#> 34 784
#> 35 784
#> 36 784

# %% exercise_2
any_size = nn.Sequential(
    nn.Conv2d(3, 5, kernel_size=3, padding=1),
    nn.ReLU(),
    nn.AdaptiveAvgPool2d(7),  # ko: 어떤 크기든 7×7로 | en: any size becomes 7×7
    nn.Flatten(),
    nn.Linear(5 * 7 * 7, 10),
)
for size in (28, 32, 45):
    print(size, any_size(torch.zeros(1, 3, size, size)).shape)
#> 28 torch.Size([1, 10])
#> 32 torch.Size([1, 10])
#> 45 torch.Size([1, 10])

# %% exercise_3
one_missing = nn.Sequential(
    nn.Conv2d(1, 10, 3, padding=1), nn.ReLU(), nn.MaxPool2d(4), nn.Linear(490, 10)
)
one_missing(torch.zeros(5, 1, 28, 28))
#! RuntimeError: addmm: mat1 and mat2 shapes cannot be multiplied (350x7 and 490x10)

# %% exercise_3_cure
one_missing.insert(3, nn.Flatten())
print(one_missing(torch.zeros(5, 1, 28, 28)).shape)
#> torch.Size([5, 10])
