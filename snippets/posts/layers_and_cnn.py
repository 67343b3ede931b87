"""The faults of post 000, run beside their right forms, in the order of the post."""

# %% seeds
import torch

torch.seed()  # ko: 시드를 정하지 않은 셈입니다 | en: as if no seed had been set
print(torch.rand(2, 2))
#~ tensor([[0.8306, 0.0633],
#~         [0.4126, 0.5502]])
torch.manual_seed(0)
print(torch.rand(2, 2))
#> tensor([[0.4963, 0.7682],
#>         [0.0885, 0.1320]])

# %% both_libraries
import numpy as np

numbers, generator = [[2, 3, 5], [1, 2, 9]], np.random.default_rng()
rows = {
    "from a list": (torch.tensor(numbers), np.array(numbers)),
    "uniform random": (torch.rand(2, 2), generator.random((2, 2))),
    "all zeros": (torch.zeros(2, 2), np.zeros((2, 2))),
    "all ones": (torch.ones(2, 2), np.ones((2, 2))),
    "identity": (torch.eye(2), np.eye(2)),
}
for row, (tensor, array) in rows.items():
    print(f"{row:14} {tuple(tensor.shape)} {tensor.dtype}  {array.shape} {array.dtype}")
#> from a list    (2, 3) torch.int64  (2, 3) int64
#> uniform random (2, 2) torch.float32  (2, 2) float64
#> all zeros      (2, 2) torch.float32  (2, 2) float64
#> all ones       (2, 2) torch.float32  (2, 2) float64
#> identity       (2, 2) torch.float32  (2, 2) float64

# %% matrix_products
a, b = torch.rand(2, 3, 4), torch.rand(2, 4, 5)
print(torch.matmul(a, b).shape)
#> torch.Size([2, 3, 5])
a, b = a.numpy(), b.numpy()
print(np.matmul(a, b).shape, np.dot(a, b).shape)
#> (2, 3, 5) (2, 3, 2, 5)

# %% array_to_tensor
array = np.array([1.0, 2.0])
tensor = torch.from_numpy(array)  # ko: 배열을 텐서로 | en: array to tensor
print(tensor, tensor.numpy())  # ko: 텐서를 배열로 | en: tensor to array
#> tensor([1., 2.], dtype=torch.float64) [1. 2.]
array.numpy()
#! AttributeError: 'numpy.ndarray' object has no attribute 'numpy'

# %% last_line_only
x = torch.tensor(-3.0, requires_grad=True)
y = torch.tensor(5.0, requires_grad=True)
z = torch.tensor(-2.0, requires_grad=True)
f = (x + y) * z
f.backward()
z.grad
y.grad
x.grad
#> tensor(-2.)

# %% last_line_cure
print(z.grad, y.grad, x.grad)
#> tensor(2.) tensor(-2.) tensor(-2.)

# %% no_import
block = """
import torch.nn as nn
tensor = torch.tensor([2., -4.])
"""
# ko: 새 파일에 이 블록만 붙여 넣은 것과 같습니다.
# en: This is what pasting the block alone into a new file does.
exec(block, {})
#! NameError: name 'torch' is not defined

# %% three_readings
from torch import nn

logits = torch.tensor([[3.2, 5.1, -1.7]])
# ko: 로짓을 제곱한다, e를 제곱한다, e를 로짓만큼 거듭제곱한다
# en: Square the logits, square e, raise e to the power of each logit
readings = {
    "z ** 2": logits**2,
    "e ** 2": torch.full_like(logits, torch.e) ** 2,
    "e ** z": torch.e**logits,
}
for reading, powers in readings.items():
    probability = powers[0, 0] / powers.sum()
    print(f"{reading}  {-torch.log(probability):.4f}")
#> z ** 2  1.3408
#> e ** 2  1.0986
#> e ** z  2.0404
print(nn.CrossEntropyLoss()(logits, torch.tensor([0])))
#> tensor(2.0404)

# %% assigned
loss = nn.CrossEntropyLoss()(logits, torch.tensor([0]))

# %% assigned_cure
print(loss)
#> tensor(2.0404)

# %% digits
import math

by_math = -math.log(math.exp(3.2) / (math.exp(3.2) + math.exp(5.1) + math.exp(-1.7)))
print(f"{by_math:.4f}")
#> 2.0404
by_math
#> 2.04035515280017

# %% full_stop
from torchvision import transforms

print(transforms.Compose([transforms.ToTensor(), transforms.Normalize(0.5, 0.2)]))
#> Compose(
#>     ToTensor()
#>     Normalize(mean=0.5, std=0.2)
#> )
transforms.Compose([transforms.ToTensor().transforms.Normalize(0.5, 0.2)])
#! AttributeError: 'ToTensor' object has no attribute 'transforms'

# %% stand_in tags=["hidden"]
from pathlib import Path

from torchvision.datasets import CIFAR10

listing = Path("data", CIFAR10.base_folder, "STAND-IN.md5")
if listing.exists():
    md5 = dict(line.split()[::-1] for line in listing.read_text().splitlines())
    CIFAR10.train_list = [[name, md5[name]] for name, _ in CIFAR10.train_list]
    CIFAR10.test_list = [[name, md5[name]] for name, _ in CIFAR10.test_list]
    CIFAR10.meta = CIFAR10.meta | {"md5": md5["batches.meta"]}

# %% test_data
from torchvision import datasets

testset = datasets.CIFAR10(root="data", train=False, download=True)
print(testset.data.shape)
#> (200, 32, 32, 3)
testset.test_data
#! AttributeError: 'CIFAR10' object has no attribute 'test_data'

# %% not_there
fake = datasets.FakeData(size=100, image_size=(3, 32, 32))
image, label = fake[0]
print(len(fake), image.mode, image.size)
#> 100 RGB (32, 32)
datasets.CIFAR10(root="elsewhere", train=False)
#! RuntimeError: Dataset not found or corrupted. You can use download=True to download it

# %% too_many_workers
import os

from torch.utils.data import DataLoader

# ko: 코어보다 하나 더 많이
# en: One more than there are cores
loader = DataLoader(range(8), num_workers=(os.cpu_count() or 1) + 1)
#! UserWarning: This DataLoader will create … worker processes in total. Our suggested max number of worker in current system is …, which is smaller than what this DataLoader is going to create. …

# %% no_guard
import subprocess
import sys
from pathlib import Path

# ko: Windows와 macOS에서는 DataLoader도 "spawn"으로 프로세스를 띄웁니다.
# en: On Windows and macOS, DataLoader uses "spawn" as well to start its processes.
start = 'get_context("spawn").Process(target=print, args=["started"]).start()'
for guard in ("if True:", 'if __name__ == "__main__":'):
    script = f"from multiprocessing import get_context\n{guard}\n    {start}\n"
    Path("script.py").write_text(script)
    command = [sys.executable, "script.py"]
    done = subprocess.run(command, capture_output=True, text=True)
    said = done.stdout + done.stderr.partition("RuntimeError:")[2]
    print(guard, *said.split()[:19])
#> if True: An attempt has been made to start a new process before the current process has finished its bootstrapping phase.
#> if __name__ == "__main__": started

# %% old_to_tensor
from torchvision.transforms import v2

old = v2.ToTensor()
#! UserWarning: The transform `ToTensor()` is deprecated and will be removed in a future release. Instead, please use `v2.Compose([v2.ToImage(), v2.ToDtype(torch.float32, scale=True)])`.Output is equivalent up to float precision.

# %% check_normalized
for_cifar10 = v2.Compose(
    [
        v2.ToImage(),
        v2.ToDtype(torch.float32, scale=True),
        v2.Normalize((0.4914, 0.48216, 0.44653), (0.24703, 0.24349, 0.26159)),
    ]
)
dataset = datasets.CIFAR10("data", train=True, download=True, transform=for_cifar10)
pictures = torch.stack([picture for picture, _ in dataset])
print(pictures.mean(dim=(0, 2, 3)), pictures.std(dim=(0, 2, 3)))
#> tensor([0.1893, 0.2964, 0.2223]) tensor([0.8259, 0.8622, 1.0324])

# %% faulty_network
from torch.nn import functional as F


class FaultyNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(32 * 32 * 3, 500)
        self.fc2 = nn.Linear(500, 10)

    def forward(self, x):
        x = F.relu(self, fc1(x))
        return self.fc2(x)


faulty = FaultyNet()
faulty(torch.zeros(2, 3072))
#! NameError: name 'fc1' is not defined

# %% lost_two
print(torch.zeros(33, 3, 32, 32).view(-1, 32 * 3 * 3).shape)
#> torch.Size([352, 288])
print(torch.zeros(33, 3, 32, 32).flatten(start_dim=1).shape)
#> torch.Size([33, 3072])
torch.zeros(32, 3, 32, 32).view(-1, 32 * 3 * 3)
#! RuntimeError: shape '[-1, 288]' is invalid for input of size 98304

# %% creterion
criterion = nn.CrossEntropyLoss()
outputs, labels = torch.tensor([[2.0, 0.0, 1.0]]), torch.tensor([0])
print(criterion(outputs, labels))
#> tensor(0.4076)
creterion(outputs, labels)
#! NameError: name 'creterion' is not defined

# %% kept_graph
net = nn.Linear(3072, 10)
net.eval()
outputs = net(torch.rand(32, 3072))
print(outputs.shape, outputs.requires_grad)
#> torch.Size([32, 10]) True
with torch.inference_mode():
    outputs = net(torch.rand(32, 3072))
print(outputs.argmax(dim=1).shape, outputs.requires_grad)
#> torch.Size([32]) False

# %% only_added_up
fully_connected = nn.Linear(2, 1, bias=False)
with torch.no_grad():
    fully_connected.weight.copy_(torch.tensor([[0.5, -2.0]]))
for second in (0.0, 100.0):
    low, high = torch.tensor([1.0, second]), torch.tensor([2.0, second])
    linear = fully_connected(high) - fully_connected(low)
    product = high.prod() - low.prod()
    print(f"second {second:5}: linear {linear.item()}, product {product.item()}")
#> second   0.0: linear 0.5, product 0.0
#> second 100.0: linear 0.5, product 100.0

# %% no_flip
# ko: NumPy는 필터를 뒤집고 PyTorch는 뒤집지 않습니다.
# en: NumPy flips the filter, PyTorch does not.
row, kernel = [1.0, 2.0, 4.0, 8.0], [1.0, 10.0, 100.0]
print(np.convolve(row, kernel, mode="valid"))
#> [124. 248.]
row, kernel = torch.tensor([[row]]), torch.tensor([[kernel]])
print(nn.functional.conv1d(row, kernel))
#> tensor([[[421., 842.]]])
print(nn.functional.conv1d(row, kernel.flip(2)))
#> tensor([[[124., 248.]]])

# %% their_convolution
images = torch.rand(16, 3, 32, 32)
convolution = nn.Conv2d(3, 1, kernel_size=5, stride=1, padding=0)

# ko: 원문의 식: (입력 + 2 × 패딩 - 필터) / 스트라이드
# en: The formula of the post: (input + 2 * padding - filter) / stride
formula_size = (32 + 2 * 0 - 5) / 1
torch_size = convolution(images).shape[2]
print(formula_size, torch_size)
#> 27.0 28

# %% without_floor
wide = nn.Conv2d(3, 1, kernel_size=7, stride=2, padding=3)
print(wide(torch.zeros(1, 3, 224, 224)).shape[2])
#> 112
print((224 + 2 * 3 - 7) / 2 + 1)
#> 112.5
print((224 + 2 * 3 - 7) // 2 + 1)
#> 112

# %% pooling
for module, function in (
    (nn.MaxPool2d(2), F.max_pool2d),
    (nn.AvgPool2d(2), F.avg_pool2d),
):
    difference = (module(images) - function(images, 2)).abs().max().item()
    print(tuple(images.shape), tuple(module(images).shape), difference)
#> (16, 3, 32, 32) (16, 3, 16, 16) 0.0
#> (16, 3, 32, 32) (16, 3, 16, 16) 0.0

# %% their_network
# ko: 원문의 CNN. 계층마다 필터 크기, 스트라이드, 패딩을 함께 적습니다.
# en: The CNN of the post; beside each layer its filter size, stride and padding.
layers = [
    (nn.Conv2d(1, 5, kernel_size=3, padding=1), 3, 1, 1),
    (nn.MaxPool2d(kernel_size=2, stride=2), 2, 2, 0),
    (nn.Conv2d(5, 10, kernel_size=3, padding=1), 3, 1, 1),
    (nn.MaxPool2d(kernel_size=2, stride=2), 2, 2, 0),
]
maps, by_formula = torch.zeros(1, 1, 28, 28), 28
for layer, filter_size, stride, padding in layers:
    maps = layer(maps)
    by_formula = (by_formula + 2 * padding - filter_size) / stride
    print(f"{by_formula:5} {tuple(maps.shape[1:])}")
#>  27.0 (5, 28, 28)
#>  12.5 (5, 14, 14)
#>  11.5 (10, 14, 14)
#>  4.75 (10, 7, 7)


# %% two_nets
class Net(nn.Module):
    def __init__(self):
        super(Net, self).__init__()
        self.fc = nn.Linear(3072, 10)


FullyConnected = Net  # ko: 첫 클래스를 남겨 둡니다 | en: keep the first class
print(FullyConnected().fc)
#> Linear(in_features=3072, out_features=10, bias=True)


# ko: 원문은 합성곱 신경망도 Net이라고 부릅니다.
# en: The post calls its convolutional network Net, too.
class Net(nn.Module):
    def __init__(self, num_classes):
        super(Net, self).__init__()
        self.fc = nn.Linear(10 * 7 * 7, 10)


Net()
#! TypeError: Net.__init__() missing 1 required positional argument: 'num_classes'

# %% super_looks_up_the_name
FullyConnected()
#! TypeError: super(type, obj): obj … instance or subtype of type…


# %% plain_super
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(3072, 10)


FullyConnected = Net
Net = None  # ko: 이름이 사라져도 | en: the name is gone, and still
print(FullyConnected().fc)
#> Linear(in_features=3072, out_features=10, bias=True)


# %% ignored_argument
class ConvNet(nn.Module):
    def __init__(self, num_classes):
        super().__init__()
        self.fc = nn.Linear(10 * 7 * 7, 10)


print(ConvNet(num_classes=5).fc)  # ko: 5를 넣었지만 | en: asked for 5
#> Linear(in_features=490, out_features=10, bias=True)

# %% changed_count
maps = torch.zeros(49, 10, 8, 8)  # ko: 32×32 이미지 49장 | en: 49 images of 32×32
print(maps.view(-1, 10 * 7 * 7).shape, maps.flatten(start_dim=1).shape)
#> torch.Size([64, 490]) torch.Size([49, 640])
