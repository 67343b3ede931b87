"""Activation functions: why networks need them, their curves and their derivatives."""

# %% stack
import torch
from torch import nn

torch.manual_seed(0)
stack = nn.Sequential(nn.Linear(3, 5), nn.Linear(5, 4), nn.Linear(4, 2))

# ko: 계층을 하나씩 지나며 가중치와 편향을 합칩니다.
# en: Fold the weights and biases together, one layer after the other.
weight, bias = torch.eye(3), torch.zeros(3)
for layer in stack:
    weight = layer.weight @ weight
    bias = layer.weight @ bias + layer.bias

inputs = torch.randn(2, 3)
print(weight.shape, bias.shape)
#> torch.Size([2, 3]) torch.Size([2])
with torch.no_grad():
    print(stack(inputs))
    print(inputs @ weight.T + bias)
#> tensor([[ 0.0890, -0.0512],
#>         [ 0.2268, -0.1061]])
#> tensor([[ 0.0890, -0.0512],
#>         [ 0.2268, -0.1061]])

# %% stack_size
stack_parameters = sum(parameter.numel() for parameter in stack.parameters())
merged_parameters = weight.numel() + bias.numel()
print(stack_parameters, "->", merged_parameters)
#> 54 -> 8

# %% bend
two_units = nn.Linear(1, 2, bias=False)
add_up = nn.Linear(2, 1, bias=False)
with torch.no_grad():
    two_units.weight.copy_(torch.tensor([[1.0], [-1.0]]))
    add_up.weight.copy_(torch.tensor([[1.0, 1.0]]))

points = torch.tensor([[-2.0], [-1.0], [0.0], [1.0], [2.0]])
with torch.no_grad():
    without_relu = add_up(two_units(points))
    with_relu = add_up(torch.relu(two_units(points)))
print(without_relu.flatten())
#> tensor([0., 0., 0., 0., 0.])
print(with_relu.flatten())
#> tensor([2., 1., 0., 1., 2.])

# %% relu
relu = nn.ReLU()
relu(torch.tensor([2.0, -4.0]))
#> tensor([2., 0.])

# %% relu_spellings
from torch.nn import functional as F

values = torch.tensor([2.0, -4.0])
print(F.relu(values), torch.relu(values), values.relu())
#> tensor([2., 0.]) tensor([2., 0.]) tensor([2., 0.])

# %% placement
torch.manual_seed(0)
model = nn.Sequential(
    nn.Linear(4, 8),
    nn.ReLU(),  # ko: 은닉층 뒤 | en: after the hidden layer
    nn.Linear(8, 3),  # ko: 출력은 로짓 그대로 | en: the output stays a raw score
)
batch = torch.randn(100, 4)
hidden, outputs = model[:2](batch), model(batch)
print(hidden.shape, "any below zero:", bool((hidden < 0).any()))
#> torch.Size([100, 8]) any below zero: False
print(outputs.shape, "any below zero:", bool((outputs < 0).any()))
#> torch.Size([100, 3]) any below zero: True
print([sum(p.numel() for p in part.parameters()) for part in model])
#> [40, 0, 27]


# %% catalogue
def step(x):
    return (torch.sign(x) + 1) / 2


def softmax_first(x):
    # ko: 나머지 두 점수를 0에 묶어 두고 첫 확률만 봅니다.
    # en: The two other scores stay at 0; look at the first probability only.
    scores = torch.stack([x, torch.zeros_like(x), torch.zeros_like(x)])
    return torch.softmax(scores, dim=0)[0]


activations = {
    "step": step,
    "sign": torch.sign,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "ReLU": torch.relu,
    "leaky ReLU": nn.LeakyReLU(negative_slope=0.1),
    "identity": nn.Identity(),
    "softmax (1 of 3)": softmax_first,
}


def slope(function, at):
    x = at.clone().requires_grad_()
    return torch.autograd.grad(function(x).sum(), x)[0]


for name, function in activations.items():
    print(f"{name:17}", slope(function, torch.tensor([-2.0, 0.0, 2.0])))
#> step              tensor([0., 0., 0.])
#> sign              tensor([0., 0., 0.])
#> sigmoid           tensor([0.1050, 0.2500, 0.1050])
#> tanh              tensor([0.0707, 1.0000, 0.0707])
#> ReLU              tensor([0., 0., 1.])
#> leaky ReLU        tensor([0.1000, 0.1000, 1.0000])
#> identity          tensor([1., 1., 1.])
#> softmax (1 of 3)  tensor([0.0594, 0.2222, 0.1676])

# %% curves
import matplotlib.pyplot as plt

x = torch.linspace(-4, 4, 161)
figure, panels = plt.subplots(2, 4, sharex=True, sharey=True, layout="constrained")
for panel, (name, function) in zip(panels.flat, activations.items(), strict=True):
    panel.plot(x, function(x), "C0", label="f(x)")
    panel.plot(x, slope(function, x), "C1--", label="f '(x)")
    panel.set_title(name)
    panel.set_ylim(-1.3, 2.3)
panels[0, 0].legend()

count = len(activations)
steepest = {name: slope(f, x).max().item() for name, f in activations.items()}
# alt-ko: 활성화 함수 {count}개의 곡선과 도함수. 계단과 부호 함수의 도함수는 값이 뛰는 자리를 빼고 0이고,
# alt-ko: 가장 가파른 곳의 기울기는 시그모이드 {steepest[sigmoid]:.2f}, tanh {steepest[tanh]:.0f},
# alt-ko: ReLU {steepest[ReLU]:.0f}입니다.
# alt-en: Curves of {count} activation functions with their derivatives. Those of step and
# alt-en: sign are zero but for the jump; the steepest slope is {steepest[sigmoid]:.2f} for the sigmoid,
# alt-en: {steepest[tanh]:.0f} for tanh and {steepest[ReLU]:.0f} for ReLU.

# %% ten_layers
start = torch.tensor(1.0, requires_grad=True)
for name in ("sigmoid", "tanh", "ReLU"):
    signal = start
    for _ in range(10):
        signal = activations[name](signal)
    gradient = torch.autograd.grad(signal, start)[0]
    print(f"{name:8}{gradient.item():.1e}")
#> sigmoid 2.8e-07
#> tanh    4.1e-02
#> ReLU    1.0e+00

# %% proof tags=["hidden"]
from math import isclose

sigmoid_steepest = round(steepest["sigmoid"], 2)
assert isclose(steepest["sigmoid"], 0.25)
assert isclose(steepest["tanh"], 1.0)
assert steepest["step"] == steepest["sign"] == 0

# %% softmax
scores = torch.tensor([[3.2, 5.1, -1.7], [0.0, 0.0, 0.0]])
probabilities = torch.softmax(scores, dim=1)
print(probabilities)
#> tensor([[0.1300, 0.8690, 0.0010],
#>         [0.3333, 0.3333, 0.3333]])
print(probabilities.sum(dim=1))
#> tensor([1.0000, 1.0000])
print(torch.softmax(scores + 100, dim=1))
#> tensor([[0.1300, 0.8690, 0.0010],
#>         [0.3333, 0.3333, 0.3333]])

# %% exercise_1
first = nn.Linear(2, 2)
last = nn.Linear(2, 1, bias=False)
with torch.no_grad():
    first.weight.copy_(torch.tensor([[1.0, 1.0], [1.0, 1.0]]))
    first.bias.copy_(torch.tensor([0.0, -1.0]))
    last.weight.copy_(torch.tensor([[1.0, -2.0]]))

corners = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
with torch.no_grad():
    print(last(torch.relu(first(corners))).flatten())
#> tensor([0., 1., 1., 0.])

# %% exercise_2
at = torch.linspace(-3, 3, 7)
by_formula = torch.sigmoid(at) * (1 - torch.sigmoid(at))
print(by_formula)
#> tensor([0.0452, 0.1050, 0.1966, 0.2500, 0.1966, 0.1050, 0.0452])
print(torch.allclose(by_formula, slope(torch.sigmoid, at)))
#> True
print(torch.allclose(1 - torch.tanh(at) ** 2, slope(torch.tanh, at)))
#> True


# %% exercise_3
def leaky_relu(x, negative_slope):
    return torch.where(x > 0, x, negative_slope * x)


values = torch.tensor([-3.0, 0.0, 5.0])
print(leaky_relu(values, 0.2))
#> tensor([-0.6000,  0.0000,  5.0000])
print(torch.equal(leaky_relu(values, 0.2), nn.LeakyReLU(0.2)(values)))
#> True
