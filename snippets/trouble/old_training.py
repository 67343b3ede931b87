"""Old forms of training code: what they say today, and what is written instead."""

# %% next_method
import torch
from torch import nn
from torch.utils.data import DataLoader

loader = DataLoader([1.0, 2.0], batch_size=2)
iter(loader).next()
#! AttributeError: '_SingleProcessDataLoaderIter' object has no attribute 'next'

# %% next_method_new
next(iter(loader))
#> tensor([1., 2.], dtype=torch.float64)

# %% size_average
nn.MSELoss(size_average=False)
#> MSELoss()
#! UserWarning: size_average and reduce args will be deprecated, please use reduction='sum' instead.

# %% reduce
nn.MSELoss(reduce=False)
#> MSELoss()
#! UserWarning: size_average and reduce args will be deprecated, please use reduction='none' instead.

# %% size_average_new
nn.MSELoss(reduction="sum"), nn.MSELoss(reduction="none")
#> (MSELoss(), MSELoss())

# %% scheduler
parameter = torch.ones(1, requires_grad=True)
optimizer = torch.optim.SGD([parameter], lr=1.0)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=1)
for _ in range(2):
    scheduler.step()
    print(scheduler.get_last_lr())
    optimizer.step()
#> [0.1]
#> [0.010000000000000002]
#! UserWarning: Detected call of `lr_scheduler.step()` before `optimizer.step()`. In PyTorch 1.1.0 and later, you should call them in the opposite order: `optimizer.step()` before `lr_scheduler.step()`.  Failure to do this will result in PyTorch skipping the first value of the learning rate schedule. See more details at https://pytorch.org/docs/stable/optim.html#how-to-adjust-learning-rate

# %% scheduler_new
optimizer = torch.optim.SGD([parameter], lr=1.0)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=1)
for _ in range(2):
    print(scheduler.get_last_lr())
    optimizer.step()
    scheduler.step()
#> [1.0]
#> [0.1]

# %% scheduler_verbose
torch.optim.lr_scheduler.StepLR(optimizer, step_size=1, verbose=True)
#! TypeError: StepLR.__init__() got an unexpected keyword argument 'verbose'

# %% get_lr
scheduler.get_lr()
#> [0.0010000000000000002]
#! UserWarning: To get the last learning rate computed by the scheduler, please use `get_last_lr()`.

# %% get_lr_new
scheduler.get_last_lr()
#> [0.010000000000000002]


# %% super_two
class Net(nn.Module):
    def __init__(self):
        super(Net, self).__init__()
        self.layer = nn.Linear(2, 2)


print(Net())
#> Net(
#>   (layer): Linear(in_features=2, out_features=2, bias=True)
#> )


# %% super_renamed
class Copied(nn.Module):
    def __init__(self):
        super(Net, self).__init__()
        self.layer = nn.Linear(2, 2)


Copied()
#! TypeError: super(type, obj): obj … instance or subtype of type…


# %% super_two_new
class Copied(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(2, 2)


print(len(list(Copied().parameters())))
#> 2


# %% function
class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, number):
        ctx.save_for_backward(number)
        return number**3

    @staticmethod
    def backward(ctx, grad_output):
        (number,) = ctx.saved_tensors
        return grad_output * 3 * number**2


number = torch.tensor(4.0, requires_grad=True)
Cube()(number)
#! DeprecationWarning: <class '__main__.Cube'> should not be instantiated. Methods on autograd functions are all static, so you should invoke them on the class itself. Instantiating an autograd function will raise an error in a future version of PyTorch.
#! RuntimeError: Legacy autograd function with non-static forward method is deprecated. Please use new-style autograd function with static forward method. (Example: https://pytorch.org/docs/stable/autograd.html#torch.autograd.Function)

# %% function_new
cube = Cube.apply
result = cube(number)
result.backward()
print(result.item(), number.grad)
#> 64.0 tensor(48.)

# %% pretrained
from torchvision import models

network = models.squeezenet1_1(pretrained=False)
#! UserWarning: The parameter 'pretrained' is deprecated since 0.13 and may be removed in the future, please use 'weights' instead.
#! UserWarning: Arguments other than a weight enum or `None` for 'weights' are deprecated since 0.13 and may be removed in the future. The current behavior is equivalent to passing `weights=None`.

# %% pretrained_new
network = models.squeezenet1_1(weights=None)

# %% to_tensor
from torchvision.transforms import v2

v2.ToTensor()
#> ToTensor()
#! UserWarning: The transform `ToTensor()` is deprecated and will be removed in a future release. Instead, please use `v2.Compose([v2.ToImage(), v2.ToDtype(torch.float32, scale=True)])`.Output is equivalent up to float precision.

# %% to_tensor_new
v2.Compose([v2.ToImage(), v2.ToDtype(torch.float32, scale=True)])
#> Compose(
#>       ToImage()
#>       ToDtype(scale=True)
#> )

# %% scale
from torchvision import transforms

transforms.Scale(32)
#! AttributeError: module 'torchvision.transforms' has no attribute 'Scale'

# %% scale_new
v2.Resize(32)
#> Resize(size=[32], interpolation=bilinear, antialias=True)

# %% load_whole
torch.save(nn.Linear(2, 2), "whole.pth")
torch.load("whole.pth")
#! _pickle.UnpicklingError: Weights only load failed. …

# %% load_whole_new
torch.save(nn.Linear(2, 2).state_dict(), "weights.pth")
layer = nn.Linear(2, 2)
layer.load_state_dict(torch.load("weights.pth", weights_only=True))
#> <All keys matched successfully>

# %% exercise_1
losses = torch.tensor([1.0, 2.0, 3.0]), torch.zeros(3)
print(nn.MSELoss(reduction="sum")(*losses), nn.MSELoss()(*losses))
#> tensor(14.) tensor(4.6667)


# %% exercise_2
def old_forms(code):
    forms = {
        "Variable(": "the tensor itself",
        ".data[0]": ".item()",
        ".next()": "next(…)",
        "pretrained=": "weights=",
        "size_average=": "reduction=",
        "F.sigmoid(": "torch.sigmoid(",
    }
    for number, line in enumerate(code.splitlines(), 1):
        for old, new in forms.items():
            if old in line:
                print(f"line {number}: {old} is now {new}")


course_code = """
images, labels = dataiter.next()
outputs = F.sigmoid(net(Variable(images)))
total += loss.data[0]
"""
old_forms(course_code)
#> line 2: .next() is now next(…)
#> line 3: Variable( is now the tensor itself
#> line 3: F.sigmoid( is now torch.sigmoid(
#> line 4: .data[0] is now .item()

# %% exercise_3
from torch.autograd import Variable

layer = nn.Linear(2, 1)
optimizer = torch.optim.SGD(layer.parameters(), lr=0.1)
total = 0
for inputs, targets in [(Variable(torch.ones(4, 2)), torch.zeros(4, 1))]:
    loss = nn.MSELoss(size_average=True)(layer(inputs), targets)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    total += loss.data[0]
#! UserWarning: size_average and reduce args will be deprecated, please use reduction='mean' instead.
#! IndexError: invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a 0-dim tensor to a number

# %% exercise_3_new
loss_fn = nn.MSELoss()
total = 0
for inputs, targets in [(torch.ones(4, 2), torch.zeros(4, 1))]:
    loss = loss_fn(layer(inputs), targets)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    total += loss.item()
print(type(total).__name__)
#> float
