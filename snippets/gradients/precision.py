"""Reading the losses of a training run, and what rounding does to them."""

# %% problem
import math
from itertools import pairwise

import torch

device = torch.device("cuda" if torch.cuda.is_available() else "cpu")


def make_problem(seed):
    # ko: 난수는 CPU에서 뽑아 옮깁니다. 그래야 GPU에서도 같은 수로 시작합니다.
    # en: Draw on the CPU, then move: a GPU then starts from the same numbers.
    torch.manual_seed(seed)
    x = torch.randn(64, 1000).to(device)
    y = torch.randn(64, 10).to(device)
    w1 = torch.randn(1000, 100).to(device).requires_grad_()
    w2 = torch.randn(100, 10).to(device).requires_grad_()
    return x, y, w1, w2


# %% training tags=["devices"]
x, y, w1, w2 = make_problem(seed=0)
learning_rate = 1e-6
losses = []
for iteration in range(1, 501):
    y_pred = x.mm(w1).clamp(min=0).mm(w2)
    loss = (y_pred - y).pow(2).sum()
    losses.append(loss.item())
    if iteration % 100 == 0:
        print(f"Iteration: {iteration}  Loss: {loss.item():.5f}")
    loss.backward()
    with torch.no_grad():
        w1 -= learning_rate * w1.grad
        w2 -= learning_rate * w2.grad
        w1.grad.zero_()
        w2.grad.zero_()
#~ Iteration: 100  Loss: 427.81985
#~ Iteration: 200  Loss: 1.44792
#~ Iteration: 300  Loss: 0.00744
#~ Iteration: 400  Loss: 0.00016
#~ Iteration: 500  Loss: 0.00003


# %% properties
def is_falling(values):
    return all(later < earlier for earlier, later in pairwise(values))


first_loss, last_loss = losses[0], losses[-1]
print(f"{first_loss:.4e}")
#> 2.9429e+07
assert 0 < last_loss < 1e-4
printed = losses[99::100]
print(len(printed), is_falling(printed))
#> 5 True
# ko: 다른 CPU에서도 5% 안에서 같은 값입니다.
# en: Another CPU gives the same values to within 5 %.
for value, expected in zip(printed, [427.8, 1.448, 7.44e-3, 1.633e-4, 3.01e-5]):
    assert math.isclose(value, expected, rel_tol=0.05)

# %% curve
import matplotlib.pyplot as plt

figure, axes = plt.subplots(figsize=(6.4, 3.2), layout="constrained")
axes.plot(range(1, 501), losses, color="C0")
axes.set(xlabel="iteration", ylabel="loss")
axes.set_yscale("log")
# alt-ko: 반복 1회부터 500회까지의 손실을 로그 눈금으로 그렸습니다.
# alt-ko: 곡선은 {first_loss:,.0f}에서 {last_loss:.5f}까지 꾸준히 내려갑니다.
# alt-en: The loss over iterations 1 to 500 on a log scale. It falls
# alt-en: steadily from {first_loss:,.0f} to {last_loss:.5f}.


# %% train
def train(x, y, w1, w2, product=torch.mm, learning_rate=1e-6, iterations=500):
    losses = []
    for _ in range(iterations):
        y_pred = product(product(x, w1).clamp(min=0), w2)
        loss = (y_pred - y).pow(2).sum()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            for weight in (w1, w2):
                weight -= learning_rate * weight.grad
                weight.grad.zero_()
    return losses


print(train(*make_problem(seed=0)) == losses)
#> True

# %% other_seeds
for seed in (1, 2, 3):
    other_losses = train(*make_problem(seed))[99::100]
    print(seed, is_falling(other_losses), other_losses[-1] < 0.1)
#> 1 True True
#> 2 True True
#> 3 True True

# %% source_losses
source_losses = [362.14, 8.02, 10.74, 7.84, 13.47]
print(source_losses, is_falling(source_losses))
#> [362.14, 8.02, 10.74, 7.84, 13.47] False
times_larger = [theirs / ours for theirs, ours in zip(source_losses, printed)]
print([f"{ratio:.1e}" for ratio in times_larger])
#~ ['8.5e-01', '5.5e+00', '1.4e+03', '4.8e+04', '4.5e+05']
assert times_larger[0] < 1 < 1e3 < times_larger[2] < 1e5 < times_larger[4]


# %% rounding
def round_to_tf32(tensor):
    # ko: 가수 23비트 가운데 앞의 10비트만 남도록 반올림합니다.
    # en: Round so that 10 of the 23 mantissa bits are left.
    unit = 2 ** (23 - 10)
    bits = tensor.view(torch.int32)
    return ((bits + unit // 2) // unit * unit).view(torch.float32)


numbers = torch.tensor([1.0, 1.0004, 1.0006, math.pi, -math.pi])
print(round_to_tf32(numbers).tolist())
#> [1.0, 1.0, 1.0009765625, 3.140625, -3.140625]
# ko: 상대 오차는 2의 -11제곱, 곧 약 0.05%를 넘지 않습니다. 2의 11제곱을 곱해 봅니다.
# en: The relative error is at most 2 to the power -11, about 0.05 %: times 2**11, at most 1.
relative_error = (round_to_tf32(x) - x).abs() / x.abs()
print(relative_error.max() * 2**11)
#> tensor(0.9932)


# %% tf32_product
class TF32Product(torch.autograd.Function):
    @staticmethod
    def forward(ctx, left, right):
        left, right = round_to_tf32(left), round_to_tf32(right)
        ctx.save_for_backward(left, right)
        return left.mm(right)

    @staticmethod
    def backward(ctx, grad_output):
        left, right = ctx.saved_tensors
        grad_output = round_to_tf32(grad_output)
        return grad_output.mm(right.T), left.T.mm(grad_output)


left = torch.tensor([[1.0006, 2.0]], requires_grad=True)
right = torch.tensor([[1.0], [3.0]], requires_grad=True)
result = TF32Product.apply(left, right)
result.backward()
print(result.item(), left.grad.tolist(), right.grad.tolist())
#> 7.0009765625 [[1.0, 3.0]] [[1.0009765625], [2.0]]

# %% tf32_training
tf32_losses = train(*make_problem(seed=0), product=TF32Product.apply)
for iteration in range(100, 501, 100):
    exact, rough = losses[iteration - 1], tf32_losses[iteration - 1]
    print(f"Iteration: {iteration}  float32: {exact:.5f}  TF32: {rough:.5f}")
#~ Iteration: 100  float32: 427.81985  TF32: 425.73068
#~ Iteration: 200  float32: 1.44792  TF32: 21.11472
#~ Iteration: 300  float32: 0.00744  TF32: 17.86702
#~ Iteration: 400  float32: 0.00016  TF32: 25.25920
#~ Iteration: 500  float32: 0.00003  TF32: 22.90353
# ko: 처음에는 두 학습이 같은 길을 갑니다.
# en: At first the two runs take the same path.
assert math.isclose(tf32_losses[99], losses[99], rel_tol=0.05)
# ko: 300회부터는 더 내려가지 못하고 오르내립니다.
# en: From iteration 300 on, the loss no longer falls: it goes up and down.
late = tf32_losses[299:]
lowest, highest = min(late), max(late)
assert 2 < lowest < 20 < highest < 100
steps_up = sum(later > earlier for earlier, later in pairwise(late))
assert 50 < steps_up < 150

# %% both_curves
figure, axes = plt.subplots(figsize=(6.4, 3.2), layout="constrained")
axes.plot(range(1, 501), losses, color="C0", label="float32")
axes.plot(range(1, 501), tf32_losses, color="C1", label="TF32 (emulated)")
axes.plot(range(100, 501, 100), source_losses, "C3o", label="source post")
axes.set(xlabel="iteration", ylabel="loss")
axes.legend()
axes.set_yscale("log")
# alt-ko: 손실 곡선 두 개와 점 다섯 개를 로그 눈금으로 그렸습니다.
# alt-ko: float32 곡선은 {last_loss:.5f}까지 내려갑니다.
# alt-ko: TF32를 흉내 낸 곡선은 300회 이후
# alt-ko: {lowest:.0f}~{highest:.0f} 범위에서 오르내리고,
# alt-ko: 원문의 점은 이 곡선 가까이에 놓입니다.
# alt-en: Two loss curves and five dots on a log scale. The float32
# alt-en: curve falls to {last_loss:.5f}. The emulated TF32 curve goes up and down
# alt-en: between {lowest:.0f} and {highest:.0f} after iteration 300; the dots
# alt-en: of the source post lie near it.

# %% floor
with torch.no_grad():
    exact_output = x.mm(w1).clamp(min=0).mm(w2)
    rough_output = TF32Product.apply(TF32Product.apply(x, w1).clamp(min=0), w2)
exact_loss = (exact_output - y).pow(2).sum().item()
rough_loss = (rough_output - y).pow(2).sum().item()
outputs = y.numel()
error_per_output = math.sqrt(rough_loss / outputs)
print(f"{exact_loss:.5f} {rough_loss:.5f} {error_per_output:.3f}")
#~ 0.00003 3.50185 0.074
assert exact_loss < 0.001
assert 1 < rough_loss < 10
assert 0.03 < error_per_output < 0.15

# %% precision
torch.set_float32_matmul_precision("highest")
print(torch.get_float32_matmul_precision())
#> highest

# %% tf32_allowed tags=["devices"]
torch.set_float32_matmul_precision("high")
allowed_losses = train(*make_problem(seed=0))
torch.set_float32_matmul_precision("highest")
for iteration in range(100, 501, 100):
    print(f"Iteration: {iteration}  Loss: {allowed_losses[iteration - 1]:.5f}")
#~ Iteration: 100  Loss: 427.81985
#~ Iteration: 200  Loss: 1.44792
#~ Iteration: 300  Loss: 0.00744
#~ Iteration: 400  Loss: 0.00016
#~ Iteration: 500  Loss: 0.00003

# %% optimizer
x, y, w1, w2 = make_problem(seed=0)
optimizer = torch.optim.SGD([w1, w2], lr=1e-6)
optimizer_losses = []
for iteration in range(1, 501):
    loss = (x.mm(w1).clamp(min=0).mm(w2) - y).pow(2).sum()
    optimizer_losses.append(loss.item())
    if iteration % 100 == 0:
        print(f"Iteration: {iteration}  Loss: {loss.item():.5f}")
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
#~ Iteration: 100  Loss: 427.81909
#~ Iteration: 200  Loss: 1.44786
#~ Iteration: 300  Loss: 0.00743
#~ Iteration: 400  Loss: 0.00016
#~ Iteration: 500  Loss: 0.00003
for by_optimizer, by_hand in zip(optimizer_losses[99::100], printed):
    assert math.isclose(by_optimizer, by_hand, rel_tol=0.05)

# %% zero_grad
print(w1.grad is None)
#> False
optimizer.zero_grad()
print(w1.grad is None)
#> True

# %% exercise_1
x, y, w1, w2 = make_problem(seed=0)
train(x, y, w1, w2, iterations=99)
loss = (x.mm(w1).clamp(min=0).mm(w2) - y).pow(2).sum()
print(loss.item() == losses[99])
#> True

# %% exercise_2
fast_losses = train(*make_problem(seed=0), learning_rate=1e-5, iterations=20)
print(f"{fast_losses[0]:.2e} {fast_losses[1]:.2e} {fast_losses[-1]}")
#> 2.94e+07 2.22e+09 nan

# %% exercise_3
x, y, w1, w2 = make_problem(seed=0)
double_losses = train(
    x.double(),
    y.double(),
    w1.detach().double().requires_grad_(),
    w2.detach().double().requires_grad_(),
)
print(f"{losses[-1]:.2e} {double_losses[-1]:.2e}")
#~ 3.01e-05 2.66e-07
assert math.isclose(double_losses[99], losses[99], rel_tol=0.01)
assert double_losses[-1] < losses[-1] / 10

# %% numbers tags=["hidden"]
next_after_one = round_to_tf32(torch.tensor(1.0006)).item()
rounded_pi = round_to_tf32(torch.tensor(math.pi)).item()
