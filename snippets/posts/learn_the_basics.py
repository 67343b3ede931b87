"""The faults of post 004, run beside their right forms, in the order of the post."""

# %% dimensions
import torch

for tensor in (torch.rand((2, 3)), torch.ones(4, 4)):
    print(tensor.ndim, tuple(tensor.shape))
#> 2 (2, 3)
#> 2 (4, 4)

# %% int32
import numpy as np

array = np.array([[1, 2], [3, 4]], dtype=np.int32)
print(torch.from_numpy(array))
#> tensor([[1, 2],
#>         [3, 4]], dtype=torch.int32)

# %% gpu_block
from unittest import mock

block = """
if torch.cuda.is_available():
    tensor = tensor.to("cuda")
"""
for gpu_present in (False, True):
    with mock.patch("torch.cuda.is_available", return_value=gpu_present):
        exec(block, {"torch": torch})
    print(f"GPU present: {gpu_present}. The cell passed.")
#> GPU present: False. The cell passed.
#! NameError: name 'tensor' is not defined

# %% right_order
device = torch.device("cpu")
if torch.accelerator.is_available():
    device = torch.accelerator.current_accelerator()
tensor = torch.ones(4, 4, device=device)
tensor[:, 1] = 0
print(torch.cat([tensor, tensor, tensor], dim=1).shape)
#> torch.Size([4, 12])

# %% move_undone
tensor = tensor.to("meta")  # ko: "meta"가 GPU를 대신합니다 | en: standing in for a GPU
print(tensor.device)
#> meta
tensor = torch.ones(4, 4)  # ko: 원문의 바로 다음 셀 | en: the very next cell of the post
print(tensor.device)
#> cpu
print(torch.cat([tensor, tensor, tensor], dim=1).device)
#> cpu

# %% three_ways
tensor[:, 1] = 0
y1 = tensor @ tensor.T
y2 = tensor.matmul(tensor.T)
y3 = torch.empty(4, 4)
torch.matmul(tensor, tensor.T, out=y3)
print(y1[0], y2[0], y3[0])
#> tensor([3., 3., 3., 3.]) tensor([3., 3., 3., 3.]) tensor([3., 3., 3., 3.])

# %% products
print((tensor @ tensor)[0], (tensor @ tensor.T)[0])
#> tensor([3., 0., 3., 3.]) tensor([3., 3., 3., 3.])
print((tensor * torch.tensor([1.0, 2.0, 3.0, 4.0]))[0])
#> tensor([1., 0., 3., 4.])

# %% out_buffer
y3 = torch.full_like(y1, torch.nan)  # ko: 난수가 아니어도 | en: no random numbers
torch.matmul(tensor, tensor.T, out=y3)
print(y3[0])
#> tensor([3., 3., 3., 3.])

# %% out_and_autograd
weight = torch.ones(4, 4, requires_grad=True)
torch.matmul(tensor, weight, out=y3)
#! RuntimeError: matmul(): functions with out=... arguments don't support automatic differentiation, but one of the arguments requires grad.

# %% copy_or_share
array = np.zeros(3)
shared, copied = torch.from_numpy(array), torch.tensor(array)
array += 1
print(shared, copied)
#> tensor([1., 1., 1.], dtype=torch.float64) tensor([0., 0., 0.], dtype=torch.float64)

# %% loader_is_lazy
from torch.utils.data import DataLoader, Dataset


class Watched(Dataset):
    reads = 0

    def __len__(self):
        return 100

    def __getitem__(self, index):
        self.reads += 1
        return index


watched = Watched()
loader = DataLoader(watched, batch_size=4)
print(watched.reads)
#> 0
next(iter(loader))
print(watched.reads)
#> 4

# %% no_data
exec("train_dataloader = DataLoader(training_data, batch_size=64, shuffle=True)")
#! NameError: name 'training_data' is not defined

# %% no_loader
exec("train_features, train_labels = next(iter(train_dataloader))")
#! NameError: name 'train_dataloader' is not defined

# %% first_again
loader = DataLoader(range(6), batch_size=2)
print(next(iter(loader)), next(iter(loader)))
#> tensor([0, 1]) tensor([0, 1])
print([batch.tolist() for batch in loader])
#> [[0, 1], [2, 3], [4, 5]]

# %% float_tensor
from torchvision.transforms import ToTensor

image = ToTensor()(np.zeros((2, 2, 3), dtype=np.uint8))
print(type(image), image.dtype)
#> <class 'torch.Tensor'> torch.float32
print(image.type())  # ko: 옛 이름 | en: the name of former days
#> torch.FloatTensor

# %% not_scaled
for dtype in (np.uint8, np.int32, np.float32):
    image = ToTensor()(np.full((2, 2, 3), 255, dtype=dtype))
    print(np.dtype(dtype), "->", image.dtype, image.max().item(), tuple(image.shape))
#> uint8 -> torch.float32 1.0 (3, 2, 2)
#> int32 -> torch.int32 255 (3, 2, 2)
#> float32 -> torch.float32 255.0 (3, 2, 2)

# %% device_message
for gpu_present in (False, True):
    with mock.patch("torch.cuda.is_available", return_value=gpu_present):
        chosen = "cuda" if torch.cuda.is_available() else "cpu"
        print(f"Using {chosen} device")
#> Using cpu device
#> Using cuda device

# %% old_super
from torch import nn

old = """
class Classifier(nn.Module):
    def __init__(self):
        super(NeuralNetwork, self).__init__()
"""
exec(old.replace("NeuralNetwork, self", "") + "print(Classifier())")
#> Classifier()
exec(old + "print(Classifier())")
#! NameError: name 'NeuralNetwork' is not defined

# %% affine
torch.manual_seed(0)
nothing = torch.zeros(3)
with torch.no_grad():
    print(nn.Linear(3, 2)(nothing))
    print(nn.Linear(3, 2, bias=False)(nothing))
#> tensor([-0.0114,  0.4578])
#> tensor([0., 0.])

# %% one_image
torch.manual_seed(0)
classifier = nn.Sequential(nn.Flatten(), nn.Linear(28 * 28, 10))
for count in (1, 3):
    X = torch.rand(count, 28, 28)
    pred_probab = nn.Softmax(dim=1)(classifier(X))
    y_pred = pred_probab.argmax(1)
    print(len(X), "image(s):", y_pred)
#> 1 image(s): tensor([8])
#> 3 image(s): tensor([8, 8, 8])

# %% index_not_probability
for row, index in zip(pred_probab, y_pred):
    print(index.item(), f"{row[index]:.4f}")
#> 8 0.1639
#> 8 0.1514
#> 8 0.1623

# %% no_forward
layers = nn.ModuleList([nn.Linear(2, 2)])
print(isinstance(layers, nn.Module), len(list(layers.parameters())))
#> True 2
layers(torch.ones(2))
#! NotImplementedError: Module [ModuleList] is missing the required "forward" function

# %% gradients_vary
from torch.nn import functional as F

x, y = torch.ones(5), torch.zeros(3)
for seed in (0, 0, 1):
    torch.manual_seed(seed)
    w = torch.randn(5, 3, requires_grad=True)
    b = torch.randn(3, requires_grad=True)
    z = torch.matmul(x, w) + b
    F.binary_cross_entropy_with_logits(z, y).backward()
    print(seed, b.grad)
#> 0 tensor([0.2661, 0.1179, 0.0027])
#> 0 tensor([0.2661, 0.1179, 0.0027])
#> 1 tensor([0.1083, 0.0369, 0.0726])

# %% posted_gradients
posted = torch.tensor([0.1557, 0.2715, 0.0344])
print(3 * posted)
#> tensor([0.4671, 0.8145, 0.1032])

# %% rerun
for run in (1, 2):
    print(run, z.requires_grad)
    with torch.no_grad():
        z = torch.matmul(x, w) + b
    print(run, z.requires_grad)
#> 1 True
#> 1 False
#> 2 False
#> 2 False

# %% with_logits
logits = torch.tensor([0.0, 2.0, -2.0])
print(F.binary_cross_entropy_with_logits(logits, y))
#> tensor(0.9823)
print(F.binary_cross_entropy(torch.sigmoid(logits), y))
#> tensor(0.9823)
print(F.binary_cross_entropy_with_logits(torch.sigmoid(logits), y))
#> tensor(0.9854)

# %% three_losses
logits, target = torch.tensor([[2.0, 0.5, -1.0]]), torch.tensor([0])
print(nn.CrossEntropyLoss()(logits, target))
#> tensor(0.2413)
print(nn.NLLLoss()(logits.log_softmax(dim=1), target))
#> tensor(0.2413)
print(nn.NLLLoss()(logits, target))
#> tensor(-2.)

# %% no_learning_rate
model = nn.Linear(2, 1)
exec("optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)")
#! NameError: name 'learning_rate' is not defined

# %% with_learning_rate
learning_rate = 1e-3
optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
print(optimizer.defaults["lr"])
#> 0.001

# %% pretrained_true
# ko: 내려받는 대신 값이 없는 state_dict를 건넵니다.
# en: No download: a state_dict without values is handed over instead.
from torchvision import models
from torchvision.models import WeightsEnum

with torch.device("meta"):
    state = models.vgg16().state_dict()
no_download = mock.patch.object(WeightsEnum, "get_state_dict", return_value=state)
with no_download, torch.device("meta"):
    model = models.vgg16(pretrained=True)
#! UserWarning: The parameter 'pretrained' is deprecated since 0.13 and may be removed in the future, please use 'weights' instead.
#! UserWarning: Arguments other than a weight enum or `None` for 'weights' are deprecated since 0.13 and may be removed in the future. The current behavior is equivalent to passing `weights=VGG16_Weights.IMAGENET1K_V1`. You can also use `weights=VGG16_Weights.DEFAULT` to get the most up-to-date weights.

# %% default_is_random
first = models.squeezenet1_1().features[0].weight
second = models.squeezenet1_1().features[0].weight
print(f"{(first - second).abs().max().item():.2f}")
#~ 0.91
print(models.VGG16_Weights.IMAGENET1K_V1.meta["categories"][:2])
#> ['tench', 'goldfish']

# %% gpu_checkpoint
# ko: 텐서가 cuda:0에 있었다고 적힌 파일을 만듭니다.
# en: Write a file that says its tensors were on cuda:0.
with mock.patch("torch.serialization.location_tag", return_value="cuda:0"):
    torch.save(nn.Linear(2, 1).state_dict(), "saved_on_gpu.pth")

with mock.patch("torch.cuda.is_available", return_value=False):
    state = torch.load("saved_on_gpu.pth", map_location="cpu")
    print(state["weight"].device)
    torch.load("saved_on_gpu.pth")
#> cpu
#! RuntimeError: Attempting to deserialize object on a CUDA device but torch.cuda.is_available() is False. If you are running on a CPU-only machine, please use torch.load with map_location=torch.device('cpu') to map your storages to the CPU.

# %% echo
print(len(repr(model.eval()).splitlines()), "lines")
#> 45 lines
dropout = nn.Dropout(0.5)
dropout.eval()
#> Dropout(p=0.5, inplace=False)

# %% whole_vgg
# ko: meta 장치의 VGG16에는 값이 없으므로 저장해도 파일이 작습니다.
# en: On the meta device VGG16 has no values, so its file stays small.
with torch.device("meta"):
    model = models.vgg16()
torch.save(model, "model.pth")
model = torch.load("model.pth")
#! _pickle.UnpicklingError: Weights only load failed. …
#! …WeightsUnpickler error: Unsupported global: GLOBAL torchvision.models.vgg.VGG was not an allowed global by default. …

# %% whole_needs
needed = torch.serialization.get_unsafe_globals_in_checkpoint("model.pth")
for name in sorted(needed):
    print(name)
#> torch.nn.modules.activation.ReLU
#> torch.nn.modules.container.Sequential
#> torch.nn.modules.conv.Conv2d
#> torch.nn.modules.dropout.Dropout
#> torch.nn.modules.linear.Linear
#> torch.nn.modules.pooling.AdaptiveAvgPool2d
#> torch.nn.modules.pooling.MaxPool2d
#> torchvision.models.vgg.VGG

# %% whole_allowed
allowed = [models.VGG, nn.Sequential, nn.Conv2d, nn.ReLU, nn.MaxPool2d]
allowed += [nn.AdaptiveAvgPool2d, nn.Linear, nn.Dropout]
with torch.serialization.safe_globals(allowed):
    print(type(torch.load("model.pth")))
#> <class 'torchvision.models.vgg.VGG'>

# %% mode_kept
torch.manual_seed(0)
torch.save(nn.Dropout(0.5), "in_training.pth")
loaded = torch.load("in_training.pth", weights_only=False)
print(loaded.training, int((loaded(torch.ones(100)) == 0).sum()), "of 100 dropped")
#> True 47 of 100 dropped
loaded.eval()
print(loaded.training, int((loaded(torch.ones(100)) == 0).sum()), "of 100 dropped")
#> False 0 of 100 dropped
