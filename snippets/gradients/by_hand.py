"""A two-layer network by hand, and the same gradients from autograd."""

# %% style tags=["hidden"]
import matplotlib.pyplot as plt

plt.rc("font", size=13)

# %% data
import torch

device = (
    torch.accelerator.current_accelerator()
    if torch.accelerator.is_available()
    else torch.device("cpu")
)
N, D_IN, H, D_OUT = 64, 1000, 100, 10

# ko: 시드를 정해 CPU에서 뽑은 뒤 옮기므로 어느 장치에서나 같은 수입니다.
# en: Drawn on the CPU with a seed, then moved: the same numbers on every device.
torch.manual_seed(0)
x = torch.randn(N, D_IN).to(device)
y = torch.randn(N, D_OUT).to(device)
w1_start = torch.randn(D_IN, H).to(device)
w2_start = torch.randn(H, D_OUT).to(device)

weights = w1_start.numel() + w2_start.numel()
print(f"{w1_start.numel():,} + {w2_start.numel():,} = {weights:,}")
#> 100,000 + 1,000 = 101,000

# %% steps
values = torch.tensor([-2.0, -0.5, 0.0, 1.5])
print(values.clamp(min=0))
#> tensor([0.0000, 0.0000, 0.0000, 1.5000])
print(torch.relu(values))
#> tensor([0.0000, 0.0000, 0.0000, 1.5000])

w1, w2 = w1_start.clone(), w2_start.clone()
h = x @ w1
h_relu = torch.relu(h)
y_pred = h_relu @ w2
print(tuple(x.shape), "@", tuple(w1.shape), "->", tuple(h.shape))
#> (64, 1000) @ (1000, 100) -> (64, 100)
print(tuple(h_relu.shape), "@", tuple(w2.shape), "->", tuple(y_pred.shape))
#> (64, 100) @ (100, 10) -> (64, 10)

# %% loss
loss = (y_pred - y).square().sum()
mean_loss = (y_pred - y).square().mean()
print(f"{loss.item():.4e}")
#~ 2.9429e+07
print(f"{(loss / mean_loss).item():.0f} {y_pred.numel()}")
#> 640 640

# %% shapes_drawing tags=["hidden"]
main = {"x\n(64, 1000)": 3, "h\n(64, 100)": 2, "y_pred\n(64, 10)": 1, "loss\n()": 0}
side = {"w1\n(1000, 100)": 2.5, "w2\n(100, 10)": 1.5}


def draw_shapes():
    _, axes = plt.subplots(figsize=(4.8, 4.6), layout="constrained")
    axes.set(xlim=(-0.8, 2.2), ylim=(-0.4, 3.4))
    axes.axis("off")
    box = {"boxstyle": "round,pad=0.3", "facecolor": "none", "edgecolor": "C5"}
    for across, column in ((0.0, main), (1.6, side)):
        for words, up in column.items():
            axes.text(across, up, words, ha="center", va="center", bbox=box)
    forth = {"arrowstyle": "->", "color": "C0", "lw": 2}
    back = {"arrowstyle": "->", "color": "C1", "lw": 2, "linestyle": "--"}
    for up in (3, 2, 1):
        start, end = (-0.12, up - 0.28), (-0.12, up - 0.72)
        axes.annotate("", xy=end, xytext=start, arrowprops=forth)
        if up < 3:
            end, start = (0.12, up - 0.28), (0.12, up - 0.72)
            axes.annotate("", xy=end, xytext=start, arrowprops=back)
    for up in (2, 1):
        start, end = (1.05, up + 0.5), (0.45, up + 0.12)
        axes.annotate("", xy=end, xytext=start, arrowprops=forth)
        start, end = (0.5, up - 0.02), (1.25, up + 0.24)
        axes.annotate("", xy=end, xytext=start, arrowprops=back)


# %% shapes
draw_shapes()
# alt-ko: 위에서 아래로 x (64, 1000), h (64, 100), y_pred (64, 10), 손실이 실선
# alt-ko: 화살표로 이어지고, 옆에서 w1 (1000, 100)과 w2 (100, 10)이 들어옵니다. 점선
# alt-ko: 화살표는 손실에서 h까지 거슬러 오르며 w2와 w1로 갈라지고, x로는 가지 않습니다.
# alt-en: From top to bottom, solid arrows lead from x (64, 1000) to h (64, 100), y_pred
# alt-en: (64, 10) and the loss; w1 (1000, 100) and w2 (100, 10) join from the side.
# alt-en: Dashed arrows go back from the loss up to h, branch off to w2 and w1, and
# alt-en: do not lead to x.

# %% one_element
A = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], requires_grad=True)
B = torch.tensor([[1.0, 0.0], [2.0, 1.0], [0.0, 3.0]], requires_grad=True)
G = torch.tensor([[1.0, 10.0], [100.0, 1000.0]])
(A @ B).backward(G)
print(A.grad[0, 1].item(), (G[0, 0] * B[1, 0] + G[0, 1] * B[1, 1]).item())
#> 12.0 12.0
print((A.grad - G @ B.mT).abs().max().item(), (B.grad - A.mT @ G).abs().max().item())
#> 0.0 0.0

torch.manual_seed(0)
A, B, G = torch.randn(3, 3, requires_grad=True), torch.randn(3, 3), torch.randn(3, 3)
(A @ B).backward(G)
print(f"{(A.grad - G @ B.mT).abs().max():.2f} {(A.grad - G @ B).abs().max():.2f}")
#> 0.00 0.77

# %% gradients
def gradients_by_hand(x, y, w1, w2):
    h = x @ w1
    h_relu = torch.relu(h)
    y_pred = h_relu @ w2
    loss = (y_pred - y).square().sum()

    grad_y_pred = 2.0 * (y_pred - y)
    grad_w2 = h_relu.mT @ grad_y_pred
    grad_h_relu = grad_y_pred @ w2.mT
    grad_h = grad_h_relu * (h > 0)
    grad_w1 = x.mT @ grad_h
    return loss, grad_w1, grad_w2


loss, grad_w1, grad_w2 = gradients_by_hand(x, y, w1, w2)
print(grad_w1.shape, grad_w2.shape)
#> torch.Size([1000, 100]) torch.Size([100, 10])

# %% agree
double = [tensor.double() for tensor in (x, y, w1_start, w2_start)]
_, by_hand_w1, by_hand_w2 = gradients_by_hand(*double)

x64, y64, w1_64, w2_64 = double
w1_64.requires_grad_()
w2_64.requires_grad_()
(torch.relu(x64 @ w1_64) @ w2_64 - y64).square().sum().backward()
for by_hand, weight in ((by_hand_w1, w1_64), (by_hand_w2, w2_64)):
    difference = (by_hand - weight.grad).abs().max() / by_hand.abs().max()
    print(f"{difference.item():.0e}")
#~ 0e+00
#~ 0e+00

with torch.no_grad():
    nudged = w2_64.clone()
    losses = []
    for step in (1e-6, -1e-6):
        nudged[0, 0] = w2_64[0, 0] + step
        losses.append((torch.relu(x64 @ w1_64) @ nudged - y64).square().sum())
slope = (losses[0] - losses[1]) / 2e-6
print(f"{slope.item():.1f} {by_hand_w2[0, 0].item():.1f}")
#~ -9305.5 -9305.5

# %% train_by_hand
learning_rate = 1e-6
losses_by_hand = []

for step in range(500):
    loss, grad_w1, grad_w2 = gradients_by_hand(x, y, w1, w2)
    losses_by_hand.append(loss.item())
    if step % 100 == 99:
        print(step, f"{loss.item():.1e}")

    w1 -= learning_rate * grad_w1
    w2 -= learning_rate * grad_w2
#~ 99 4.3e+02
#~ 199 1.4e+00
#~ 299 7.4e-03
#~ 399 1.6e-04
#~ 499 3.0e-05

# %% autograd
w1 = w1_start.clone().requires_grad_()
w2 = w2_start.clone().requires_grad_()

loss = (torch.relu(x @ w1) @ w2 - y).square().sum()
print(w1.grad, loss.grad_fn.name(), (x @ w1_start).grad_fn)
#> None SumBackward0 None

loss.backward()
print(w1.grad.shape, w2.grad.shape, x.grad)
#> torch.Size([1000, 100]) torch.Size([100, 10]) None

# %% stale
w1 = w1_start.clone().requires_grad_()
w2 = w2_start.clone().requires_grad_()

for step in range(500):
    loss = (torch.relu(x @ w1) @ w2 - y).square().sum()
    if step % 100 == 99:
        print(step, f"{loss.item():.4e}")

    loss.backward()
    with torch.no_grad():
        w1 -= learning_rate * grad_w1
        w2 -= learning_rate * grad_w2
        w1.grad.zero_()
        w2.grad.zero_()
#> 99 2.9429e+07
#> 199 2.9429e+07
#> 299 2.9429e+07
#> 399 2.9429e+07
#> 499 2.9429e+07

# %% fresh_session
(torch.relu(x @ w1) @ w2 - y).square().sum().backward()
print(f"fresh {w1.grad.norm().item():.0e}, used {grad_w1.norm().item():.0e}")
#~ fresh 3e+06, used 1e+00

del grad_w1, grad_w2

with torch.no_grad():
    w1 -= learning_rate * grad_w1
#! NameError: name 'grad_w1' is not defined

# %% train_autograd
w1 = w1_start.clone().requires_grad_()
w2 = w2_start.clone().requires_grad_()
losses_autograd = []

for step in range(500):
    loss = (torch.relu(x @ w1) @ w2 - y).square().sum()
    losses_autograd.append(loss.item())
    if step % 100 == 99:
        print(step, f"{loss.item():.1e}")

    loss.backward()
    with torch.no_grad():
        w1 -= learning_rate * w1.grad
        w2 -= learning_rate * w2.grad
        w1.grad.zero_()
        w2.grad.zero_()
#~ 99 4.3e+02
#~ 199 1.4e+00
#~ 299 7.4e-03
#~ 399 1.6e-04
#~ 499 3.0e-05

# %% not_transposed tags=["hidden"]
A_square = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
print(A_square @ torch.ones(2, 2))
#> tensor([[3., 3.],
#>         [7., 7.]])

# %% sides_swapped tags=["hidden"]
print(torch.ones(2, 2) @ A_square.mT)
#> tensor([[3., 7.],
#>         [3., 7.]])

# %% rule_of_a tags=["hidden"]
print(torch.ones(2, 2) @ A_square)
#> tensor([[4., 6.],
#>         [4., 6.]])

# %% exercise_1
A = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
B = torch.zeros(2, 2, requires_grad=True)
(A @ B).sum().backward()
print(B.grad)
#> tensor([[4., 4.],
#>         [6., 6.]])


# %% exercise_3
def step_by_hand(w1, w2):
    h = x @ w1
    grad_y_pred = 2.0 * (torch.relu(h) @ w2 - y)
    w2 -= learning_rate * torch.relu(h).mT @ grad_y_pred
    grad_h = grad_y_pred @ w2.mT * (h > 0)
    w1 -= learning_rate * x.mT @ grad_h


w1, w2 = w1_start.clone(), w2_start.clone()
_, right_grad, _ = gradients_by_hand(x, y, w1, w2)
step_by_hand(w1, w2)
moved = w1_start - w1
print(f"{((moved - 1e-6 * right_grad).norm() / moved.norm()).item():.0%} off")
#> 32% off

# %% exercise_2
b1 = torch.zeros(H, device=device, dtype=torch.double, requires_grad=True)
h = x64 @ w1_64 + b1
y_pred = torch.relu(h) @ w2_64
(y_pred - y64).square().sum().backward()

with torch.no_grad():
    grad_h = (2.0 * (y_pred - y64)) @ w2_64.mT * (h > 0)
    grad_b1 = grad_h.sum(dim=0)
print(f"{((grad_b1 - b1.grad).abs().max() / b1.grad.abs().max()).item():.0e}")
#~ 0e+00

# %% numbers tags=["hidden"]
millions = round(losses_by_hand[0] / 1e6)
ten_thousands = 100 * millions
outputs = y.numel()
shown = losses_by_hand[99::100]
assert shown == sorted(shown, reverse=True)
assert 100 < shown[0] < 2000 and shown[-1] < 0.1
torch.testing.assert_close(
    losses_autograd[:100], losses_by_hand[:100], rtol=1e-2, atol=0.0
)
