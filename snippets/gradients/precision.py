"""Why a loss would not fall: a search for the cause, with a control for every suspect."""

# %% style tags=["hidden"]
import matplotlib.pyplot as plt

plt.rc("font", size=13)

# %% problem
import math

import torch

device = (
    torch.accelerator.current_accelerator()
    if torch.accelerator.is_available()
    else torch.device("cpu")
)


def make_problem(seed):
    # ko: 난수는 CPU에서 뽑아 옮깁니다. 그래야 GPU에서도 같은 수로 시작합니다.
    # en: Draw on the CPU, then move: a GPU then starts from the same numbers.
    torch.manual_seed(seed)
    shapes = (64, 1000), (64, 10), (1000, 100), (100, 10)
    return [torch.randn(shape).to(device) for shape in shapes]


def plain_product(left, right):
    return left @ right


# %% train
def train(x, y, w1, w2, product=plain_product, rate=1e-6, iterations=500, clear=True):
    w1, w2 = w1.clone().requires_grad_(), w2.clone().requires_grad_()
    losses = []
    for _ in range(iterations):
        hidden = torch.relu(product(x, w1))
        loss = (product(hidden, w2) - y).square().sum()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            for weight in (w1, w2):
                weight -= rate * weight.grad
                if clear:
                    weight.grad = None
    return losses, w1.detach(), w2.detach()


# %% training tags=["devices"]
losses, w1, w2 = train(*make_problem(seed=0))
for iteration in range(100, 501, 100):
    print(f"Iteration: {iteration}  Loss: {losses[iteration - 1]:.5f}")
#~ Iteration: 100  Loss: 427.81931
#~ Iteration: 200  Loss: 1.44785
#~ Iteration: 300  Loss: 0.00744
#~ Iteration: 400  Loss: 0.00016
#~ Iteration: 500  Loss: 0.00003

published = [362.14, 8.02, 10.74, 7.84, 13.47]
for ours, theirs in zip(losses[99::100], published):
    print(f"{theirs:7.2f} is {theirs / ours:.1e} times ours")
#~  362.14 is 8.5e-01 times ours
#~    8.02 is 5.5e+00 times ours
#~   10.74 is 1.4e+03 times ours
#~    7.84 is 4.8e+04 times ours
#~   13.47 is 4.4e+05 times ours

# %% seeds
SEEDS = range(10)
rows = torch.tensor([train(*make_problem(seed))[0][99::100] for seed in SEEDS])
falling = (rows.diff(dim=1) < 0).all(dim=1).sum().item()
print("runs whose five losses keep falling:", falling)
#> runs whose five losses keep falling: 10
print("least   ", [f"{loss:.1e}" for loss in rows.amin(dim=0).tolist()])
#~ least    ['2.8e+02', '4.7e-01', '1.4e-03', '6.1e-05', '1.6e-05']
print("greatest", [f"{loss:.1e}" for loss in rows.amax(dim=0).tolist()])
#~ greatest ['1.5e+03', '2.4e+01', '6.3e-01', '1.9e-02', '9.8e-04']

# %% suspects
problem = make_problem(seed=0)
suspects = {
    "rate twice as large": {"rate": 2e-6},
    "rate a tenth": {"rate": 1e-7},
    "mean, not sum": {"rate": 1e-6 / 640},
    "never cleared": {"clear": False},
}
for name, change in suspects.items():
    run, *_ = train(*problem, **change)
    print(f"{name:20}", *[f"{loss:8.1e}" for loss in run[99::100]])
#~ rate twice as large   5.7e+02  5.7e+02  5.7e+02  5.7e+02  5.7e+02
#~ rate a tenth          1.2e+06  2.5e+05  7.9e+04  3.0e+04  1.2e+04
#~ mean, not sum         2.5e+07  2.1e+07  1.9e+07  1.8e+07  1.6e+07
#~ never cleared         1.6e+06      nan      nan      nan      nan


# %% rounding
def round_to_tf32(tensor):
    # ko: 가수 23비트 가운데 앞의 10비트만 남도록 반올림합니다.
    # en: Round so that 10 of the 23 mantissa bits are left.
    bits = tensor.view(torch.int32)
    return ((bits + 2**12) & -(2**13)).view(torch.float32)


print(round_to_tf32(torch.tensor([math.pi, -math.pi])).tolist())
#> [3.140625, -3.140625]

# %% rounded_decimals tags=["hidden"]
four = torch.tensor([1.0004, 1.0006, 1000.4, 1000.6])
print([round(number, 3) for number in four.tolist()])
#> [1.0, 1.001, 1000.4, 1000.6]

# %% rounded_down tags=["hidden"]
print((four.view(torch.int32) & -(2**13)).view(torch.float32).tolist())
#> [1.0, 1.0, 1000.0, 1000.5]

# %% rounded_whole tags=["hidden"]
print(four.round().tolist())
#> [1.0, 1.0, 1000.0, 1001.0]

# %% four_numbers
numbers = torch.tensor([1.0004, 1.0006, 1000.4, 1000.6])
print(round_to_tf32(numbers).tolist())
#> [1.0, 1.0009765625, 1000.5, 1000.5]


# %% tf32_product
class RoundedForth(torch.autograd.Function):
    @staticmethod
    def forward(x):
        return round_to_tf32(x)

    @staticmethod
    def setup_context(ctx, inputs, output):
        pass

    @staticmethod
    def backward(ctx, grad_output):
        return grad_output


class RoundedBack(RoundedForth):
    @staticmethod
    def forward(x):
        return x.view_as(x)

    @staticmethod
    def backward(ctx, grad_output):
        return round_to_tf32(grad_output)


def tf32_product(left, right, activations=True, weights=True, gradients=True):
    if activations:
        left = RoundedForth.apply(left)
    if weights:
        right = RoundedForth.apply(right)
    result = left @ right
    return RoundedBack.apply(result) if gradients else result


tf32_losses, tf32_w1, tf32_w2 = train(*problem, product=tf32_product)
for iteration in range(100, 501, 100):
    exact, rough = losses[iteration - 1], tf32_losses[iteration - 1]
    print(f"Iteration: {iteration}  float32: {exact:.5f}  TF32: {rough:.2f}")
#~ Iteration: 100  float32: 427.81931  TF32: 426.71
#~ Iteration: 200  float32: 1.44785  TF32: 16.83
#~ Iteration: 300  float32: 0.00744  TF32: 18.01
#~ Iteration: 400  float32: 0.00016  TF32: 12.56
#~ Iteration: 500  float32: 0.00003  TF32: 20.79

# %% tf32_seeds
import matplotlib.pyplot as plt

rows = [train(*make_problem(s), product=tf32_product)[0] for s in SEEDS]
rows = torch.tensor(rows)[:, 99::100]
falling = (rows.diff(dim=1) < 0).all(dim=1).sum().item()
print("runs whose five losses keep falling:", falling)
#> runs whose five losses keep falling: 0
print("least    ", [f"{loss:7.1f}" for loss in rows.amin(dim=0).tolist()])
#~ least     ['  286.4', '    6.7', '    6.4', '    6.6', '    2.3']
print("published", [f"{loss:7.1f}" for loss in published])
#~ published ['  362.1', '    8.0', '   10.7', '    7.8', '   13.5']
print("greatest ", [f"{loss:7.1f}" for loss in rows.amax(dim=0).tolist()])
#~ greatest  [' 1461.0', '   30.4', '   29.4', '   28.5', '   21.7']

_, axes = plt.subplots(figsize=(4.8, 3.4), layout="constrained")
axes.plot(range(1, 501), losses, "C0-", label="float32")
axes.plot(range(1, 501), tf32_losses, "C1--", label="TF32, emulated")
axes.plot(range(100, 501, 100), published, "C3o", label="published")
axes.set(xlabel="iteration", ylabel="loss", yscale="log")
axes.legend()
# alt-ko: 손실 곡선 두 개와 점 다섯 개를 로그 눈금으로 그렸습니다.
# alt-ko: float32 곡선은 끝까지 내려갑니다. TF32를 흉내 낸 곡선은 중간에
# alt-ko: 더 내려가지 못하고 오르내리며, 점들은 이 곡선 가까이에 놓입니다.
# alt-en: Two loss curves and five dots on a log scale. The float32 curve falls
# alt-en: to the end. The emulated TF32 curve stops falling halfway and goes up
# alt-en: and down; the dots lie near it.

# %% ablation
from functools import partial

ablation = {}
for only in ("activations", "weights", "gradients"):
    flags = {name: name == only for name in ("activations", "weights", "gradients")}
    ablation[only] = train(*problem, product=partial(tf32_product, **flags))[0]
    late = ablation[only][299:]
    print(f"only {only:12} {min(late):8.1e} to {max(late):.1e}")
#~ only activations   2.9e+00 to 4.1e+00
#~ only weights       4.8e+00 to 2.8e+01
#~ only gradients     3.0e-05 to 7.4e-03

# %% floor
x, y, _, _ = problem
with torch.no_grad():
    rough_output = tf32_product(torch.relu(tf32_product(x, w1)), w2)
rough_loss = (rough_output - y).square().sum().item()
outputs = y.numel()
error_per_output = math.sqrt(rough_loss / outputs)
print(f"float32 loss {losses[-1]:.5f}, TF32 loss {rough_loss:.1f}")
#~ float32 loss 0.00003, TF32 loss 3.5
print(f"typical error of one output: {error_per_output:.2f}")
#~ typical error of one output: 0.07

weight = tf32_w1.clone().requires_grad_()
loss = (tf32_product(torch.relu(tf32_product(x, weight)), tf32_w2) - y).square().sum()
loss.backward()
gap = 2.0 ** (tf32_w1.abs().log2().floor() - 10)
below = (1e-6 * weight.grad.abs() < gap / 2).float().mean().item()
print(f"updates of w1 smaller than half a gap: {below:.0%}")
#> updates of w1 smaller than half a gap: 99%

# %% scaled
x, y, w1_start, w2_start = problem
scaled = x, y, w1_start / math.sqrt(1000), w2_start / math.sqrt(100)
scaled_losses = {}
for name, product in (("float32", plain_product), ("TF32", tf32_product)):
    scaled_losses[name] = train(*scaled, product=product, rate=1e-3)[0]
    print(f"{name:8} {scaled_losses[name][0]:.0f} -> {scaled_losses[name][-1]:.1e}")
#~ float32  929 -> 2.0e-12
#~ TF32     929 -> 1.2e-04

# %% to_2000
longer, *_ = train(*problem, iterations=2000)
double, *_ = train(*[tensor.double() for tensor in problem], iterations=2000)
for iteration in (100, 300, 500, 1000, 2000):
    at = iteration - 1
    print(f"{iteration:5}  float32 {longer[at]:.1e}  float64 {double[at]:.1e}")
#~   100  float32 4.3e+02  float64 4.3e+02
#~   300  float32 7.4e-03  float64 7.3e-03
#~   500  float32 3.0e-05  float64 2.7e-07
#~  1000  float32 3.1e-06  float64 5.2e-18
#~  2000  float32 8.4e-07  float64 7.8e-24

_, axes = plt.subplots(figsize=(4.8, 3.4), layout="constrained")
axes.plot(range(1, 2001), longer, "C0-", label="float32")
axes.plot(range(1, 2001), double, "C2--", label="float64")
axes.set(xlabel="iteration", ylabel="loss", yscale="log")
axes.legend()
# alt-ko: 반복 2,000번까지의 손실 곡선 두 개를 로그 눈금으로 그렸습니다. 200회 무렵까지
# alt-ko: 겹치다가 갈라집니다. float64는 훨씬 아래까지 곧게 내려간 다음 완만해지고, float32는
# alt-ko: 느리지만 끝까지 계속 내려갑니다.
# alt-en: Two loss curves over 2,000 iterations on a log scale. They coincide
# alt-en: until about iteration 200, then part: float64 goes straight down to far
# alt-en: below before it flattens, float32 falls more slowly, but to the end.

# %% tf32_allowed tags=["devices"]
print(torch.get_float32_matmul_precision())
#> highest
print(torch.backends.cudnn.allow_tf32)
#> True
torch.set_float32_matmul_precision("high")
allowed_losses, *_ = train(*problem)
torch.set_float32_matmul_precision("highest")
for iteration in range(100, 501, 100):
    print(f"Iteration: {iteration}  Loss: {allowed_losses[iteration - 1]:.5f}")
#~ Iteration: 100  Loss: 427.81931
#~ Iteration: 200  Loss: 1.44785
#~ Iteration: 300  Loss: 0.00744
#~ Iteration: 400  Loss: 0.00016
#~ Iteration: 500  Loss: 0.00003

# %% exercise_4
def compare(x, y, w1, w2, product):
    optimizer = torch.optim.SGD([w1, w2], lr=1e-6)
    for _ in range(100):
        loss = (product(torch.relu(product(x, w1)), w2) - y).square().sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return f"{loss.item():.1f}"


start = make_problem(seed=0)
for weight in start[2:]:
    weight.requires_grad_()
for product in (plain_product, tf32_product):
    print(product.__name__, compare(*start, product))
#~ plain_product 427.8
#~ tf32_product 9.3

# %% exercise_1
_, w1, w2 = train(*problem, iterations=99)
loss = (torch.relu(x @ w1) @ w2 - y).square().sum()
print(f"{loss.item():.5f} {losses[99]:.5f}")
#~ 427.81931 427.81931

fast_losses, *_ = train(*problem, rate=1e-5, iterations=20)
print([f"{loss:.1e}" for loss in fast_losses[:2]], fast_losses[-1])
#~ ['2.9e+07', '2.2e+09'] nan

# %% exercise_3
def round_to_bits(tensor, mantissa_bits):
    dropped = 23 - mantissa_bits
    bits = tensor.view(torch.int32)
    return ((bits + 2 ** (dropped - 1)) & -(2**dropped)).view(torch.float32)


pi = torch.tensor(math.pi)
for mantissa_bits in (10, 7, 4):
    print(mantissa_bits, round_to_bits(pi, mantissa_bits).item())
#> 10 3.140625
#> 7 3.140625
#> 4 3.125
print(pi.bfloat16().item())
#> 3.140625


# %% numbers tags=["hidden"]
seeds = len(SEEDS)
rounded_pi = round_to_tf32(torch.tensor(math.pi)).item()
times_larger = [theirs / ours for theirs, ours in zip(published, losses[99::100])]
assert times_larger[0] < 1 < 1e3 < times_larger[2] < 1e5 < times_larger[4]
for value, expected in zip(losses[99::100], [427.8, 1.448, 7.44e-3, 1.633e-4, 3.01e-5]):
    assert math.isclose(value, expected, rel_tol=0.05)
assert math.isclose(tf32_losses[99], losses[99], rel_tol=0.01)
jump = round(fast_losses[1] / fast_losses[0])
inside = torch.tensor(published)
assert (rows.amin(dim=0) < inside)[2:].all() and (inside < rows.amax(dim=0))[2:].all()
assert 1 < min(tf32_losses[299:]) < 20 < max(tf32_losses[299:]) < 100
assert min(ablation["weights"][299:]) > 1 < min(ablation["activations"][299:])
assert max(ablation["gradients"][299:]) < 0.1
assert 1 < rough_loss < 10 and below > 0.9
assert scaled_losses["float32"][-1] < 1e-9 and 1e-6 < scaled_losses["TF32"][-1] < 1e-2
assert longer[1999] < longer[499] / 10 and double[1999] < 1e-15
