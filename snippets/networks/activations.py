"""Activation functions: why networks need them, initialization, vanishing gradients, dead units."""

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
with torch.no_grad():
    print(stack(inputs))
    print(inputs @ weight.T + bias)
#> tensor([[ 0.0890, -0.0512],
#>         [ 0.2268, -0.1061]])
#> tensor([[ 0.0890, -0.0512],
#>         [ 0.2268, -0.1061]])

# %% stack_size
print(sum(parameter.numel() for parameter in stack.parameters()))
#> 54
print(weight.numel() + bias.numel())
#> 8

# %% stack_numbers tags=["hidden"]
stack_parameters = sum(parameter.numel() for parameter in stack.parameters())
merged_parameters = weight.numel() + bias.numel()

# %% bend
two_units = nn.Linear(1, 2, bias=False)
add_up = nn.Linear(2, 1, bias=False)
with torch.no_grad():
    two_units.weight.copy_(torch.tensor([[1.0], [-1.0]]))
    add_up.weight.copy_(torch.tensor([[1.0, 1.0]]))

points = torch.tensor([[-2.0], [-1.0], [0.0], [1.0], [2.0]])
print(add_up(two_units(points)).flatten().tolist())
#> [0.0, 0.0, 0.0, 0.0, 0.0]

# %% bend_relu
print(add_up(torch.relu(two_units(points))).flatten().tolist())
#> [2.0, 1.0, 0.0, 1.0, 2.0]

# %% bend_one_side tags=["hidden"]
print(torch.relu(points).flatten().tolist())
#> [0.0, 0.0, 0.0, 1.0, 2.0]

# %% bend_after tags=["hidden"]
print(torch.relu(add_up(two_units(points))).flatten().tolist())
#> [0.0, 0.0, 0.0, 0.0, 0.0]

# %% bend_identity tags=["hidden"]
print(points.flatten().tolist())
#> [-2.0, -1.0, 0.0, 1.0, 2.0]

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
with torch.no_grad():
    print(f"hidden {model[:2](batch).min():.2f} to {model[:2](batch).max():.2f}")
    print(f"output {model(batch).min():.2f} to {model(batch).max():.2f}")
#> hidden 0.00 to 1.93
#> output -0.31 to 0.53
print([sum(p.numel() for p in part.parameters()) for part in model])
#> [40, 0, 27]

# %% catalogue
activations = {
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "ReLU": torch.relu,
    "leaky ReLU": nn.LeakyReLU(negative_slope=0.1),
    "GELU": F.gelu,
    "SiLU": F.silu,
}


def slope(function, at):
    x = at.clone().requires_grad_()
    return torch.autograd.grad(function(x).sum(), x)[0]


at = torch.tensor([-2.0, 0.0, 2.0])
for name, function in activations.items():
    print(f"{name:11}", slope(function, at))
#> sigmoid     tensor([0.1050, 0.2500, 0.1050])
#> tanh        tensor([0.0707, 1.0000, 0.0707])
#> ReLU        tensor([0., 0., 1.])
#> leaky ReLU  tensor([0.1000, 0.1000, 1.0000])
#> GELU        tensor([-0.0852,  0.5000,  1.0852])
#> SiLU        tensor([-0.0908,  0.5000,  1.0908])
print(f"{'sign':11}", slope(torch.sign, at))
#> sign        tensor([0., 0., 0.])

# %% steepest tags=["hidden"]
line = torch.linspace(-4, 4, 161)
steepest = {name: slope(f, line).max().item() for name, f in activations.items()}
sigmoid_steepest = round(steepest["sigmoid"], 2)

# %% curves
import matplotlib.pyplot as plt

x = torch.linspace(-4, 4, 161)
figure, panels = plt.subplots(
    2, 3, figsize=(6.4, 4.6), sharex=True, sharey=True, layout="constrained"
)
for panel, (name, function) in zip(panels.flat, activations.items(), strict=True):
    panel.plot(x, function(x), "C0")
    panel.plot(x, slope(function, x), "C1--")
    panel.set_title(name)
    panel.set_ylim(-1.3, 2.3)
# alt-ko: 활성화 함수 {panels.size}개의 그래프(실선)와 도함수(점선). 시그모이드의 도함수는 가장 높아도
# alt-ko: {steepest[sigmoid]:.2f}, tanh는 {steepest[tanh]:.2f}이며 둘 다 양 끝에서 평평합니다.
# alt-ko: ReLU는 0에서 꺾이고, GELU와 SiLU는 같은 자리를 매끄럽게 지나며 0 아래로 조금 내려갑니다.
# alt-en: Curves of {panels.size} activation functions, solid, and their derivatives, dashed.
# alt-en: Sigmoid climbs with a slope of {steepest[sigmoid]:.2f} at most, tanh with
# alt-en: {steepest[tanh]:.2f}; both are flat at the ends. ReLU has a corner at 0, where GELU and
# alt-en: SiLU pass smoothly and dip a little below 0.


# %% deep
def ten_layers(activation):
    layers = []
    for _ in range(10):
        layers += [nn.Linear(100, 100), activation()]
    return nn.Sequential(*layers, nn.Linear(100, 1))


def first_to_last(network):
    inputs, targets = torch.randn(64, 100), torch.randn(64, 1)
    F.mse_loss(network(inputs), targets).backward()
    # ko: 계층 10개는 0, 2, …, 18번에 있습니다.
    # en: The ten layers are number 0, 2, …, 18.
    return (network[0].weight.grad.norm() / network[18].weight.grad.norm()).item()


def show(name, ratios):
    low, *_, high = sorted(ratios)
    print(f"{name:8} {sorted(ratios)[5]:.0e} ({low:.0e} to {high:.0e})")


# %% vanishing
for activation in (nn.Sigmoid, nn.Tanh, nn.ReLU):
    ratios = []
    for seed in range(10):
        torch.manual_seed(seed)
        ratios.append(first_to_last(ten_layers(activation)))
    show(activation.__name__, ratios)
#> Sigmoid  2e-08 (1e-08 to 1e-06)
#> Tanh     5e-02 (3e-02 to 3e-01)
#> ReLU     4e-03 (2e-03 to 4e-02)


# %% initialized
def initialize(network):
    for layer in network:
        if isinstance(layer, nn.Linear):
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            nn.init.zeros_(layer.bias)
    return network


for activation in (nn.Sigmoid, nn.Tanh, nn.ReLU):
    ratios = []
    for seed in range(10):
        torch.manual_seed(seed)
        ratios.append(first_to_last(initialize(ten_layers(activation))))
    show(activation.__name__, ratios)
#> Sigmoid  2e-05 (6e-06 to 2e-05)
#> Tanh     1e+00 (9e-01 to 2e+00)
#> ReLU     2e-01 (1e-01 to 9e-01)

# %% disc
torch.manual_seed(0)
places = torch.rand(1000, 2) * 2 - 1
inside = (places.norm(dim=1) < 0.8).long()


def train(network, lr, epochs):
    optimizer = torch.optim.SGD(network.parameters(), lr=lr)
    for _ in range(epochs):
        for rows in torch.randperm(1000).split(50):
            loss = F.cross_entropy(network(places[rows]), inside[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()


def accuracy(network):
    with torch.no_grad():
        return (network(places).argmax(dim=1) == inside).float().mean().item()


# %% does_it_learn
def deep_relu(seed):
    torch.manual_seed(seed)
    layers = [nn.Linear(2, 50), nn.ReLU()]
    for _ in range(9):
        layers += [nn.Linear(50, 50), nn.ReLU()]
    return nn.Sequential(*layers, nn.Linear(50, 2))


for seed in range(3):
    as_it_comes, prepared = deep_relu(seed), initialize(deep_relu(seed))
    for network in (as_it_comes, prepared):
        train(network, lr=0.1, epochs=10)
    print(f"seed {seed}: {accuracy(as_it_comes):.2f} {accuracy(prepared):.2f}")
#> seed 0: 0.51 0.95
#> seed 1: 0.51 0.87
#> seed 2: 0.51 0.90


# %% dead
def one_hidden_layer():
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 2))


def dead_units(network):
    with torch.no_grad():
        hidden = network[:2](places)
    return int((hidden == 0).all(dim=0).sum())


for lr in (0.1, 10.0):
    network = one_hidden_layer()
    train(network, lr=lr, epochs=3)
    print(f"after 3 epochs at {lr}: {dead_units(network)} of 32 dead")
    train(network, lr=0.1, epochs=40)
    still, right = dead_units(network), accuracy(network)
    print(f"  40 more at 0.1: {still} dead, {right:.2f} right")
#> after 3 epochs at 0.1: 2 of 32 dead
#>   40 more at 0.1: 2 dead, 0.98 right
#> after 3 epochs at 10.0: 32 of 32 dead
#>   40 more at 0.1: 32 dead, 0.51 right

# %% dead_gradient
F.cross_entropy(network(places), inside).backward()
print(network[0].weight.grad.abs().max())
#> tensor(0.)

# %% softmax
scores = torch.tensor([[3.2, 5.1, -1.7], [0.0, 0.0, 0.0]])
print(torch.softmax(scores, dim=1))
#> tensor([[0.1300, 0.8690, 0.0010],
#>         [0.3333, 0.3333, 0.3333]])
print(torch.softmax(scores + 100, dim=1))
#> tensor([[0.1300, 0.8690, 0.0010],
#>         [0.3333, 0.3333, 0.3333]])

# %% softmax_dim tags=["hidden"]
print(torch.softmax(scores, dim=0))
#> tensor([[0.9608, 0.9939, 0.1545],
#>         [0.0392, 0.0061, 0.8455]])
print(torch.softmax(scores + 100, dim=0))
#> tensor([[0.9608, 0.9939, 0.1545],
#>         [0.0392, 0.0061, 0.8455]])

# %% softmax_times tags=["hidden"]
print(torch.softmax(scores, dim=1))
#> tensor([[0.1300, 0.8690, 0.0010],
#>         [0.3333, 0.3333, 0.3333]])
print(torch.softmax(scores * 100, dim=1))
#> tensor([[0.0000, 1.0000, 0.0000],
#>         [0.3333, 0.3333, 0.3333]])

# %% exercise_1
start = torch.tensor(0.0, requires_grad=True)
signal = start
for _ in range(10):
    signal = torch.sigmoid(signal)
signal.backward()
print(f"{0.25**10:.1e} {start.grad.item():.1e}")
#> 9.5e-07 3.9e-07

# %% exercise_2
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

# %% exercise_3
torch.manual_seed(0)
with_last_relu = nn.Sequential(nn.Linear(1, 16), nn.ReLU(), nn.Linear(16, 1), nn.ReLU())
without = nn.Sequential(*with_last_relu[:3])
with torch.no_grad():
    print(with_last_relu(points).flatten())
    print(without(points).flatten())
#> tensor([0.0000, 0.0000, 0.1235, 0.2284, 0.2803])
#> tensor([-0.8124, -0.2033,  0.1235,  0.2284,  0.2803])
