"""The network of the source post, taken apart: shapes and parameters."""

# %% imports
import contextlib
import copy
import io
import math

import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from torch import nn


# %% network
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, kernel_size=3)
        self.conv2 = nn.Conv2d(6, 16, kernel_size=3)
        self.relu = nn.ReLU()
        self.maxP1 = nn.MaxPool2d(kernel_size=2, stride=2)
        self.fc1 = nn.Linear(16 * 6 * 6, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        x = self.maxP1(self.relu(self.conv1(x)))
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        # ko: 배치 차원(0번)은 두고 1번 차원부터 폅니다.
        # en: Keeps the batch dimension 0, flattens from dimension 1 on.
        x = torch.flatten(x, 1)
        x = self.relu(self.fc1(x))
        x = self.relu(self.fc2(x))
        return self.fc3(x)


# %% shapes
torch.manual_seed(0)
net = Net()
image = torch.randn(1, 1, 32, 32)

steps = {
    "conv1": net.conv1,
    "relu 1": net.relu,
    "pool 1": net.maxP1,
    "conv2": net.conv2,
    "relu 2": F.relu,
    "pool 2": lambda x: F.max_pool2d(x, 2),
    "flatten": lambda x: torch.flatten(x, 1),
    "fc1": net.fc1,
    "relu 3": net.relu,
    "fc2": net.fc2,
    "relu 4": net.relu,
    "fc3": net.fc3,
}
values = image
for name, step in steps.items():
    values = step(values)
    print(f"{name:8}{tuple(values.shape)}")
#> conv1   (1, 6, 30, 30)
#> relu 1  (1, 6, 30, 30)
#> pool 1  (1, 6, 15, 15)
#> conv2   (1, 16, 13, 13)
#> relu 2  (1, 16, 13, 13)
#> pool 2  (1, 16, 6, 6)
#> flatten (1, 576)
#> fc1     (1, 120)
#> relu 3  (1, 120)
#> fc2     (1, 84)
#> relu 4  (1, 84)
#> fc3     (1, 10)
# ko: 한 단계씩 지나온 결과가 forward의 결과와 같습니다.
# en: Walking step by step gives what forward gives.
assert torch.equal(values, net(image))

# %% silent_forward
printed = io.StringIO()
with contextlib.redirect_stdout(printed):
    net(image)
print(f"forward printed {len(printed.getvalue())} characters")
#> forward printed 0 characters

# %% two_forms
feature_map = net.conv1(image)
print(torch.equal(net.relu(feature_map), F.relu(feature_map)))
#> True
print(torch.equal(net.maxP1(feature_map), F.max_pool2d(feature_map, 2)))
#> True
print(len(list(net.relu.parameters())), len(list(net.conv1.parameters())))
#> 0 2

# %% pooling
for stride in (1, 2):
    pooled = F.max_pool2d(feature_map, kernel_size=2, stride=stride)
    print(f"stride {stride}: {tuple(pooled.shape)}")
#> stride 1: (1, 6, 29, 29)
#> stride 2: (1, 6, 15, 15)

square = torch.arange(36.0).view(1, 1, 6, 6)
assert torch.equal(F.max_pool2d(square, 2), F.max_pool2d(square, (2, 2)))
print(tuple(F.max_pool2d(square, (3, 2)).shape))
#> (1, 1, 2, 3)

# %% stride_one
stride_one = copy.deepcopy(net)
stride_one.maxP1.stride = 1
stride_one(image)
#! RuntimeError: …mat1 and mat2 shapes cannot be multiplied (1x2704 and 576x120)


# %% flat_features
def num_flat_features(batch):
    return math.prod(batch.shape[1:])


batch = torch.randn(2, 16, 6, 6)
print(num_flat_features(batch))
#> 576

# ko: 원문의 view와 요즘의 flatten은 같은 일을 합니다.
# en: The view of the source post and today's flatten do the same.
as_view = batch.view(-1, num_flat_features(batch))
print(tuple(as_view.shape), torch.equal(as_view, torch.flatten(batch, 1)))
#> (2, 576) True

# %% without_batch_dimension
one_map = batch[0]
print(tuple(one_map.shape), num_flat_features(one_map))
#> (16, 6, 6) 36
print(tuple(one_map.view(-1, num_flat_features(one_map)).shape))
#> (16, 36)

# %% printed
print(net)
#> Net(
#>   (conv1): Conv2d(1, 6, kernel_size=(3, 3), stride=(1, 1))
#>   (conv2): Conv2d(6, 16, kernel_size=(3, 3), stride=(1, 1))
#>   (relu): ReLU()
#>   (maxP1): MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)
#>   (fc1): Linear(in_features=576, out_features=120, bias=True)
#>   (fc2): Linear(in_features=120, out_features=84, bias=True)
#>   (fc3): Linear(in_features=84, out_features=10, bias=True)
#> )

# %% parameters
params = list(net.parameters())
print(len(params), params[0].shape, params[0] is net.conv1.weight)
#> 10 torch.Size([6, 1, 3, 3]) True

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

# %% shares
layer_sizes = {
    name: sum(parameter.numel() for parameter in layer.parameters())
    for name, layer in net.named_children()
    if list(layer.parameters())
}
share = round(100 * layer_sizes["fc1"] / total)
print(layer_sizes, share)
#> {'conv1': 60, 'conv2': 880, 'fc1': 69240, 'fc2': 10164, 'fc3': 850} 85

figure, axes = plt.subplots(figsize=(6.0, 2.4), layout="constrained")
bars = axes.barh(list(layer_sizes), list(layer_sizes.values()), color="C0")
axes.bar_label(bars, fmt="{:,.0f}")
axes.invert_yaxis()
axes.set_xlabel("parameters")
axes.margins(x=0.15)
# alt-ko: 계층별 매개변수 수의 막대그래프. fc1이 {layer_sizes[fc1]:,}개로
# alt-ko: 전체 {total:,}개의 {share} %를 차지합니다.
# alt-en: Bars of the parameters in each layer. fc1 has {layer_sizes[fc1]:,}
# alt-en: of all {total:,}, that is {share} %.

# %% output
out = net(image)
print(out)
#> tensor([[ 0.0118, -0.1022, -0.0414, -0.0177, -0.2162,  0.0153, -0.0586,  0.1904,
#>           0.0214, -0.0695]], grad_fn=<AddmmBackward0>)
print(tuple(image.shape), "->", tuple(out.shape))
#> (1, 1, 32, 32) -> (1, 10)

# %% mini_batch
for size in (1, 4, 64):
    print(size, tuple(net(torch.randn(size, 1, 32, 32)).shape))
#> 1 (1, 10)
#> 4 (4, 10)
#> 64 (64, 10)

# %% single_sample
sample = torch.randn(1, 32, 32)
print(tuple(net.conv1(sample).shape))
#> (6, 30, 30)
print(tuple(F.max_pool2d(net.conv1(sample), 2).shape))
#> (6, 15, 15)
print(tuple(net.fc1(torch.randn(576)).shape))
#> (120,)

# %% sample_alone
net(sample)
#! RuntimeError: …mat1 and mat2 shapes cannot be multiplied (16x36 and 576x120)

# %% unsqueezed
batch_of_one = sample.unsqueeze(0)
print(tuple(batch_of_one.shape), tuple(net(batch_of_one).shape))
#> (1, 1, 32, 32) (1, 10)


# %% exercise_1
def after_block(side):
    return (side - 3 + 1) // 2


print(after_block(32), after_block(after_block(32)))
#> 15 6
print(16 * after_block(after_block(28)) ** 2)
#> 400

# %% exercise_2
bigger = torch.randn(1, 1, 36, 36)
features = F.max_pool2d(net.conv2(net.maxP1(net.conv1(bigger))), 2)
print(tuple(features.shape), num_flat_features(features))
#> (1, 16, 7, 7) 784
adapted = nn.Linear(num_flat_features(features), 120)
print(tuple(adapted(torch.flatten(features, 1)).shape))
#> (1, 120)

# %% exercise_3
conv_count = 6 * (1 * 3 * 3) + 6 + 16 * (6 * 3 * 3) + 16
linear_count = 576 * 120 + 120 + 120 * 84 + 84 + 84 * 10 + 10
print(conv_count, linear_count, conv_count + linear_count == total)
#> 940 80254 True
