"""A two-layer network by hand, and the same gradients from autograd."""

# %% data
import torch

device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
N, D_IN, H, D_OUT = 64, 1000, 100, 10

# ko: 시드를 정해 CPU에서 뽑은 뒤 옮기므로 어느 장치에서나 같은 수입니다.
# en: Drawn on the CPU with a seed, then moved: the same numbers on every device.
torch.manual_seed(0)
x = torch.randn(N, D_IN).to(device)
y = torch.randn(N, D_OUT).to(device)
w1_start = torch.randn(D_IN, H).to(device)
w2_start = torch.randn(H, D_OUT).to(device)

weights = w1_start.numel() + w2_start.numel()
print(x.shape, y.shape, weights)
#> torch.Size([64, 1000]) torch.Size([64, 10]) 101000

# %% options
sample = torch.randn(2, 3, device=device, dtype=torch.float)
print(sample.shape, sample.dtype, sample.device.type == device.type)
#> torch.Size([2, 3]) torch.float32 True
print(torch.device("cpu"), torch.device("cuda:0"))
#> cpu cuda:0

# %% forward
w1, w2 = w1_start.clone(), w2_start.clone()

h = x.mm(w1)  # ko: 은닉층의 입력 | en: into the hidden layer
h_relu = h.clamp(min=0)  # ReLU
y_pred = h_relu.mm(w2)
print(h.shape, y_pred.shape)
#> torch.Size([64, 100]) torch.Size([64, 10])
print(h.min().item() < 0, h_relu.min().item())
#> True 0.0

# %% loss
loss = (y_pred - y).pow(2).sum()
print(loss.shape, type(loss.item()))
#> torch.Size([]) <class 'float'>
print(f"{loss.item():.4e}")
#> 2.9429e+07


# %% gradients
def gradients_by_hand(x, y, w1, w2):
    # ko: 순전파
    # en: forward pass
    h = x.mm(w1)
    h_relu = h.clamp(min=0)
    y_pred = h_relu.mm(w2)
    loss = (y_pred - y).pow(2).sum()

    # ko: 역전파, 뒤에서 앞으로 한 단계씩
    # en: backward pass, one step at a time from the end to the start
    grad_y_pred = 2.0 * (y_pred - y)
    grad_w2 = h_relu.t().mm(grad_y_pred)
    grad_h_relu = grad_y_pred.mm(w2.t())
    grad_h = grad_h_relu.clone()
    grad_h[h <= 0] = 0
    grad_w1 = x.t().mm(grad_h)
    return loss, grad_w1, grad_w2


loss, grad_w1, grad_w2 = gradients_by_hand(x, y, w1, w2)
print(grad_w1.shape == w1.shape, grad_w2.shape == w2.shape)
#> True True

# %% train_by_hand
learning_rate = 1e-6
losses_by_hand = []

for step in range(500):
    loss, grad_w1, grad_w2 = gradients_by_hand(x, y, w1, w2)
    losses_by_hand.append(loss.item())
    if step % 100 == 99:
        print(step, f"{loss.item():.4e}")

    w1 -= learning_rate * grad_w1
    w2 -= learning_rate * grad_w2
#~ 99 4.2782e+02
#~ 199 1.4479e+00
#~ 299 7.4398e-03
#~ 399 1.6331e-04
#~ 499 3.0102e-05

shown = losses_by_hand[99::100]
assert shown == sorted(shown, reverse=True)
assert 100 < shown[0] < 2000 and shown[-1] < 0.1

# %% autograd
w1 = w1_start.clone().requires_grad_(True)
w2 = w2_start.clone().requires_grad_(True)

y_pred = x.mm(w1).clamp(min=0).mm(w2)
loss = (y_pred - y).pow(2).sum()
print(loss.grad_fn.name(), w1.requires_grad, w1.grad)
#> SumBackward0 True None
print(x.requires_grad, x.mm(w1_start).grad_fn)
#> False None

loss.backward()
print(w1.grad.shape, w2.grad.shape, x.grad)
#> torch.Size([1000, 100]) torch.Size([100, 10]) None

# %% agree
x64, y64 = x.double(), y.double()
w1_64 = w1_start.double().requires_grad_(True)
w2_64 = w2_start.double().requires_grad_(True)

(x64.mm(w1_64).clamp(min=0).mm(w2_64) - y64).pow(2).sum().backward()

with torch.no_grad():
    _, by_hand_w1, by_hand_w2 = gradients_by_hand(x64, y64, w1_64, w2_64)

torch.testing.assert_close(by_hand_w1, w1_64.grad)
torch.testing.assert_close(by_hand_w2, w2_64.grad)
largest = w1_64.grad.abs().max()
print((by_hand_w1 - w1_64.grad).abs().max().item() < 1e-12 * largest.item())
#> True

# %% accumulate
once = w1.grad.clone()
(x.mm(w1).clamp(min=0).mm(w2) - y).pow(2).sum().backward()
print(torch.allclose(w1.grad, 2 * once))
#> True

w1.grad.zero_()
print(w1.grad.abs().max().item())
#> 0.0

# %% zero_without_underscore
w1.grad.zero()
#! AttributeError: 'Tensor' object has no attribute 'zero'…

# %% stale
w1 = w1_start.clone().requires_grad_(True)
w2 = w2_start.clone().requires_grad_(True)
losses_stale = []

for step in range(500):
    loss = (x.mm(w1).clamp(min=0).mm(w2) - y).pow(2).sum()
    losses_stale.append(loss.item())
    if step % 100 == 99:
        print(step, f"{loss.item():.4e}")

    loss.backward()
    with torch.no_grad():
        w1 -= learning_rate * grad_w1  # ko: 낡은 기울기! | en: stale!
        w2 -= learning_rate * grad_w2  # ko: 낡은 기울기! | en: stale!
        w1.grad.zero_()
        w2.grad.zero_()
#> 99 2.9429e+07
#> 199 2.9429e+07
#> 299 2.9429e+07
#> 399 2.9429e+07
#> 499 2.9429e+07

relative_change = abs(losses_stale[-1] / losses_stale[0] - 1)
print(relative_change < 1e-4)
#> True

# %% evidence
(x.mm(w1).clamp(min=0).mm(w2) - y).pow(2).sum().backward()
print(w1.grad.norm().item() > 1e6, grad_w1.norm().item() < 100)
#> True True

# %% fresh_session
del grad_w1, grad_w2

with torch.no_grad():
    w1 -= learning_rate * grad_w1
#! NameError: name 'grad_w1' is not defined

# %% train_autograd
w1 = w1_start.clone().requires_grad_(True)
w2 = w2_start.clone().requires_grad_(True)
losses_autograd = []

for step in range(500):
    loss = (x.mm(w1).clamp(min=0).mm(w2) - y).pow(2).sum()
    losses_autograd.append(loss.item())
    if step % 100 == 99:
        print(step, f"{loss.item():.4e}")

    loss.backward()
    with torch.no_grad():
        w1 -= learning_rate * w1.grad
        w2 -= learning_rate * w2.grad
        w1.grad.zero_()
        w2.grad.zero_()
#~ 99 4.2782e+02
#~ 199 1.4479e+00
#~ 299 7.4398e-03
#~ 399 1.6331e-04
#~ 499 3.0102e-05

shown = losses_autograd[99::100]
assert shown == sorted(shown, reverse=True)
assert 100 < shown[0] < 2000 and shown[-1] < 0.1

# %% same_path
torch.testing.assert_close(
    losses_autograd[:100], losses_by_hand[:100], rtol=1e-2, atol=0.0
)
print(len(losses_autograd), losses_autograd[0] == losses_by_hand[0])
#> 500 True

# %% exercise_1
w1 -= learning_rate * w1.grad
#! RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.

# %% exercise_2
b1 = torch.zeros(H, device=device, dtype=torch.double, requires_grad=True)
h = x64.mm(w1_64) + b1
y_pred = h.clamp(min=0).mm(w2_64)
(y_pred - y64).pow(2).sum().backward()

with torch.no_grad():
    grad_h = (2.0 * (y_pred - y64)).mm(w2_64.t())
    grad_h[h <= 0] = 0
    grad_b1 = grad_h.sum(dim=0)

torch.testing.assert_close(grad_b1, b1.grad)
print(grad_b1.shape)
#> torch.Size([100])

# %% numbers tags=["hidden"]
millions = round(losses_stale[0] / 1e6)
ten_thousands = 100 * millions
