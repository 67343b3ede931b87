"""A network from modules: the class, its layers and parameters, a lost list, a prediction."""

# %% imports
import torch
from torch import nn
from torch.nn import functional as F


# %% network
class NeuralNetwork(nn.Module):
    def __init__(self):
        #* ko: 계층을 속성으로 넣기 전에 반드시 불러야 합니다.
        #* en: Has to be called before a layer becomes an attribute.
        super().__init__()
        self.flatten = nn.Flatten()
        # ko: 적힌 순서대로 호출되는 계층 묶음입니다.
        # en: Layers that are called one after another, in this order.
        self.linear_relu_stack = nn.Sequential(
            nn.Linear(28 * 28, 512),
            nn.ReLU(),
            nn.Linear(512, 512),
            nn.ReLU(),
            nn.Linear(512, 10),
        )

    def forward(self, images):
        pixels = self.flatten(images)
        return self.linear_relu_stack(pixels)  # ko: 로짓 | en: the logits


# %% forgotten_super
class Forgetful(nn.Module):
    def __init__(self):
        self.activation = nn.ReLU()


Forgetful()
#! AttributeError: cannot assign module before Module.__init__() call

# %% device
device = (
    torch.accelerator.current_accelerator()
    if torch.accelerator.is_available()
    else torch.device("cpu")
)
print(f"Using {device} device")
#> Using cpu device

# %% model
torch.manual_seed(0)
model = NeuralNetwork().to(device)
print(model)
#> NeuralNetwork(
#>   (flatten): Flatten(start_dim=1, end_dim=-1)
#>   (linear_relu_stack): Sequential(
#>     (0): Linear(in_features=784, out_features=512, bias=True)
#>     (1): ReLU()
#>     (2): Linear(in_features=512, out_features=512, bias=True)
#>     (3): ReLU()
#>     (4): Linear(in_features=512, out_features=10, bias=True)
#>   )
#> )

# %% parameters
for name, parameter in model.named_parameters():
    print(f"{name:27}{str(list(parameter.shape)):11}{parameter.numel():8,}")
#> linear_relu_stack.0.weight [512, 784]  401,408
#> linear_relu_stack.0.bias   [512]           512
#> linear_relu_stack.2.weight [512, 512]  262,144
#> linear_relu_stack.2.bias   [512]           512
#> linear_relu_stack.4.weight [10, 512]     5,120
#> linear_relu_stack.4.bias   [10]             10
parameter_count = sum(parameter.numel() for parameter in model.parameters())
print(f"{parameter_count:46,}")
#>                                        669,706

# %% affine
first = model.linear_relu_stack[0]
print(tuple(first.weight.shape), tuple(first.bias.shape))
#> (512, 784) (512,)

torch.manual_seed(1)
pixels = torch.rand(1, 784).to(device)
with torch.no_grad():
    print((pixels @ first.weight.mT + first.bias)[0, :4])
    print(first(pixels)[0, :4])
#> tensor([-0.0298, -0.1920, -0.1104, -0.0142])
#> tensor([-0.0298, -0.1920, -0.1104, -0.0142])


# %% plain_list
class Lost(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = [nn.Linear(4, 4), nn.Linear(4, 4)]
        self.last = nn.Linear(4, 1)

    def forward(self, x):
        for layer in self.hidden:
            x = torch.relu(layer(x))
        return self.last(x)


lost = Lost()
print(lost(torch.ones(1, 4)).shape)
#> torch.Size([1, 1])
print([name for name, _ in lost.named_parameters()])
#> ['last.weight', 'last.bias']


# %% plain_list_training
def train_once(network):
    before = network.hidden[0].weight.clone()
    optimizer = torch.optim.SGD(network.parameters(), lr=0.1)
    network(torch.ones(8, 4)).sum().backward()
    optimizer.step()
    return (network.hidden[0].weight - before).abs().sum().item()


torch.manual_seed(0)
print(f"moved by {train_once(Lost()):.3f}")
#> moved by 0.000


# %% module_list
class Kept(Lost):
    def __init__(self):
        super().__init__()
        self.hidden = nn.ModuleList([nn.Linear(4, 4), nn.Linear(4, 4)])


torch.manual_seed(0)
print(f"moved by {train_once(Kept()):.3f}")
#> moved by 1.002
print([name for name, _ in Kept().named_parameters()])
#> ['last.weight', 'last.bias', 'hidden.0.weight', 'hidden.0.bias', 'hidden.1.weight', 'hidden.1.bias']


# %% parameter
class Calibrate(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(1))  # ko: 학습함 | en: to be learned
        self.register_buffer("mean", torch.tensor([0.3]))
        self.note = torch.tensor([5.0])

    def forward(self, x):
        return self.scale * (x - self.mean)


calibrate = Calibrate().to(torch.float64)
print([name for name, _ in calibrate.named_parameters()])
#> ['scale']
print(list(calibrate.state_dict()))
#> ['scale', 'mean']
print(calibrate.scale.dtype, calibrate.mean.dtype, calibrate.note.dtype)
#> torch.float64 torch.float64 torch.float32

# %% flatten
flatten = nn.Flatten()
for shape in [(3, 28, 28), (28, 28), (3, 32, 32)]:
    print(shape, "->", tuple(flatten(torch.zeros(shape)).shape))
#> (3, 28, 28) -> (3, 784)
#> (28, 28) -> (28, 28)
#> (3, 32, 32) -> (3, 1024)

# %% flatten_all tags=["hidden"]
for shape in [(3, 28, 28), (28, 28), (3, 32, 32)]:
    print(shape, "->", tuple(torch.zeros(shape).flatten().shape))
#> (3, 28, 28) -> (2352,)
#> (28, 28) -> (784,)
#> (3, 32, 32) -> (3072,)

# %% flatten_batch tags=["hidden"]
for shape in [(3, 28, 28), (28, 28), (3, 32, 32)]:
    print(shape, "->", tuple(flatten(torch.zeros(shape)[None]).shape))
#> (3, 28, 28) -> (1, 2352)
#> (28, 28) -> (1, 784)
#> (3, 32, 32) -> (1, 3072)

# %% no_batch
model(torch.zeros(28, 28, device=device))
#! RuntimeError: …mat1 and mat2 shapes cannot be multiplied (28x28 and 784x512)

# %% one_batch
image = torch.zeros(28, 28, device=device)
print(tuple(model(image.unsqueeze(0)).shape))
#> (1, 10)

# %% stack
values = flatten(torch.rand(3, 28, 28)).to(device)
for layer in model.linear_relu_stack:
    values = layer(values)
    print(f"{type(layer).__name__:6} {tuple(values.shape)}")
#> Linear (3, 512)
#> ReLU   (3, 512)
#> Linear (3, 512)
#> ReLU   (3, 512)
#> Linear (3, 10)

# %% two_forms
x = torch.tensor([-1.0, 2.0])
print(nn.ReLU()(x), F.relu(x))
#> tensor([0., 2.]) tensor([0., 2.])
print(len(list(nn.ReLU().parameters())), len(list(nn.Linear(5, 3).parameters())))
#> 0 2


# %% dropout
class WithModule(nn.Module):
    def __init__(self):
        super().__init__()
        self.dropout = nn.Dropout()

    def forward(self, x):
        return self.dropout(x)


class WithFunction(nn.Module):
    def forward(self, x):
        return F.dropout(x)


torch.manual_seed(0)
for network in (WithModule(), WithFunction()):
    network.eval()
    print(network(torch.ones(8)).tolist())
#> [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]
#> [0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 2.0, 2.0]


# %% dropout_cure
class WithFlag(nn.Module):
    def forward(self, x):
        return F.dropout(x, training=self.training)


print(WithFlag().eval()(torch.ones(8)).tolist())
#> [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]

# %% logits
torch.manual_seed(1)
# ko: 실제 데이터처럼 CPU에서 만든 뒤 모델이 있는 장치로 옮깁니다.
# en: Made on the CPU, as loaded data is, then moved to where the model is.
images = torch.rand(3, 28, 28).to(device)
logits = model(images)
probabilities = logits.softmax(dim=1)
predicted = probabilities.argmax(dim=1)

print(tuple(logits.shape), tuple(predicted.shape))
#> (3, 10) (3,)
print([f"{total:.3f}" for total in probabilities.sum(dim=1)])
#> ['1.000', '1.000', '1.000']
print(predicted.tolist(), logits.argmax(dim=1).tolist())
#> [1, 1, 1] [1, 1, 1]

# %% untrained
answers = []
for seed in range(20):
    torch.manual_seed(seed)
    answers.append(NeuralNetwork().to(device)(images[:1]).argmax(dim=1).item())
print(answers)
#> [1, 8, 3, 6, 0, 6, 6, 7, 5, 8, 5, 8, 5, 7, 3, 1, 3, 9, 1, 9]

# %% call
calls = []
hook = model.register_forward_hook(lambda *_: calls.append("hook ran"))
model(images)
model.forward(images)
hook.remove()
print(calls)
#> ['hook ran']


# %% exercise_1
class Twice(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(3, 3)
        self.second = self.first

    def forward(self, x):
        return self.second(torch.relu(self.first(x)))


print([name for name, _ in Twice().named_parameters()])
#> ['first.weight', 'first.bias']


# %% exercise_2
class Deep(nn.Module):
    def __init__(self, depth):
        super().__init__()
        self.first = nn.Linear(784, 64)
        self.middle = nn.ModuleList([nn.Linear(64, 64) for _ in range(depth)])
        self.last = nn.Linear(64, 10)

    def forward(self, images):
        x = torch.relu(self.first(images.flatten(start_dim=1)))
        for layer in self.middle:
            x = torch.relu(layer(x))
        return self.last(x)


for depth in (0, 3):
    deep = Deep(depth)
    print(tuple(deep(torch.zeros(2, 1, 28, 28)).shape), len(list(deep.parameters())))
#> (2, 10) 4
#> (2, 10) 10


# %% exercise_3
class Shift(nn.Module):
    def __init__(self):
        super().__init__()
        self.amount = torch.zeros(1, requires_grad=True)

    def forward(self, x):
        return x + self.amount


print(len(list(Shift().parameters())))
#> 0
shift = Shift()
shift.amount = nn.Parameter(torch.zeros(1))
print(len(list(shift.parameters())))
#> 1
