"""Gradients with autograd, and a two-layer network trained by hand."""

# %% device
import torch

device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
print(device)
#> …

# %% sizes
batch_size = 64
input_size = 1000
hidden_size = 100
output_size = 10

# %% randn
sample = torch.randn(1_000_000)
mean, deviation = sample.mean().item(), sample.std().item()
print(f"{sample.numel():,} numbers: mean {mean:.4f}, deviation {deviation:.4f}")
#~ 1,000,000 numbers: mean -0.0016, deviation 0.9999
assert max(abs(mean), abs(deviation - 1)) < 0.01

# %% data
torch.manual_seed(0)
x = torch.randn(batch_size, input_size, device=device, dtype=torch.float)
y = torch.randn(batch_size, output_size, device=device, dtype=torch.float)
print(x.shape, x.dtype, x.requires_grad)
#> torch.Size([64, 1000]) torch.float32 False
print(y.shape, y.dtype, y.requires_grad)
#> torch.Size([64, 10]) torch.float32 False

# %% weights
w1 = torch.randn(input_size, hidden_size, device=device, requires_grad=True)
w2 = torch.randn(hidden_size, output_size, device=device, requires_grad=True)
print(w1.shape, w1.requires_grad, w1.grad)
#> torch.Size([1000, 100]) True None
print(w2.shape, w2.requires_grad, w2.grad)
#> torch.Size([100, 10]) True None

# %% parameters
parameters = w1.numel() + w2.numel()
print(f"{w1.numel():,} + {w2.numel():,} = {parameters:,}")
#> 100,000 + 1,000 = 101,000

# %% steps
before_clamp = x.mm(w1)
hidden = before_clamp.clamp(min=0)
print(x.shape, "@", w1.shape, "->", before_clamp.shape)
#> torch.Size([64, 1000]) @ torch.Size([1000, 100]) -> torch.Size([64, 100])
print(hidden.shape, "@", w2.shape, "->", hidden.mm(w2).shape)
#> torch.Size([64, 100]) @ torch.Size([100, 10]) -> torch.Size([64, 10])

# %% clamp
values = torch.tensor([-2.0, -0.5, 0.0, 1.5])
print(values)
#> tensor([-2.0000, -0.5000,  0.0000,  1.5000])
print(values.clamp(min=0))
#> tensor([0.0000, 0.0000, 0.0000, 1.5000])
print(torch.relu(values))
#> tensor([0.0000, 0.0000, 0.0000, 1.5000])

# %% forward
y_pred = x.mm(w1).clamp(min=0).mm(w2)
print(y_pred.shape, torch.equal(y_pred, hidden.mm(w2)))
#> torch.Size([64, 10]) True

# %% loss
loss = (y_pred - y).pow(2).sum()
print(loss.ndim, loss.requires_grad)
#> 0 True
# ko: 오차 하나하나를 제곱해 모두 더했을 뿐, 개수로 나누지 않았습니다.
# en: Every error is squared and added up; nothing is divided by their number.
mean_loss = (y_pred - y).pow(2).mean()
outputs = y_pred.numel()
print(outputs, torch.allclose(loss, outputs * mean_loss))
#> 640 True
initial_loss = loss.item()
print(f"{initial_loss:.2e}")
#~ 2.94e+07
assert initial_loss > 1e7

# %% backward
w1_before = w1.detach().clone()
print(w1.grad)
#> None
loss.backward()
print(w1.grad.shape, w2.grad.shape)
#> torch.Size([1000, 100]) torch.Size([100, 10])
print(x.grad)
#> None
# ko: 기울기만 생겼을 뿐 매개변수는 그대로입니다.
# en: There are gradients now, but the parameters have not moved.
print(torch.equal(w1, w1_before))
#> True

# %% backward_twice
loss.backward()
#! RuntimeError: Trying to backward through the graph a second time …

# %% accumulate
weight = torch.tensor(3.0, requires_grad=True)
weight.pow(2).backward()
print(weight.grad)
#> tensor(6.)
weight.pow(2).backward()
print(weight.grad)
#> tensor(12.)
weight.grad.zero_()
weight.pow(2).backward()
print(weight.grad)
#> tensor(6.)

# %% no_grad
with torch.no_grad():
    doubled = weight * 2
    weight.grad.zero_()
print(doubled, doubled.requires_grad)
#> tensor(6.) False
print(weight.requires_grad, weight.grad)
#> True tensor(0.)

# %% leaf_rule
learning_rate = 1e-6
w1 -= learning_rate * w1.grad
#! RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.

# %% update
with torch.no_grad():
    w1 -= learning_rate * w1.grad
    w2 -= learning_rate * w2.grad
print(torch.equal(w1, w1_before - learning_rate * w1.grad))
#> True
print(w1.is_leaf, w1.requires_grad)
#> True True
new_loss = (x.mm(w1).clamp(min=0).mm(w2) - y).pow(2).sum()
print(bool(new_loss < loss))
#> True

# %% zero
w1.grad.zero_()
w2.grad.zero_()
print(w1.grad.abs().sum(), w2.grad.abs().sum())
#> tensor(0.) tensor(0.)


# %% learning_rate
def descend(learning_rate, steps):
    weight = torch.tensor(5.0, requires_grad=True)
    for _ in range(steps):
        bowl = 0.1 * weight.pow(2)
        bowl.backward()
        with torch.no_grad():
            weight -= learning_rate * weight.grad
            weight.grad.zero_()
    return weight.item()


for rate in (1e-6, 0.1, 4.0, 11.0):
    print(f"rate {rate}: {descend(rate, steps=10):.3f}")
#> rate 1e-06: 5.000
#> rate 0.1: 4.085
#> rate 4.0: 0.000
#> rate 11.0: 30.959

# %% training
torch.manual_seed(0)
x = torch.randn(batch_size, input_size, device=device)
y = torch.randn(batch_size, output_size, device=device)
w1 = torch.randn(input_size, hidden_size, device=device, requires_grad=True)
w2 = torch.randn(hidden_size, output_size, device=device, requires_grad=True)

learning_rate = 1e-6
losses = []
for _ in range(500):
    #* ko: 순전파: 예측하고 손실을 잽니다.
    #* en: Forward pass: predict and measure the loss.
    y_pred = x.mm(w1).clamp(min=0).mm(w2)
    loss = (y_pred - y).pow(2).sum()
    losses.append(loss.item())
    #* ko: 역전파: 기울기를 구해 `grad`에 더합니다.
    #* en: Backward pass: compute the gradients and add them to `grad`.
    loss.backward()
    with torch.no_grad():
        #* ko: 갱신: 기울기의 반대쪽으로 매개변수를 조금 옮깁니다.
        #* en: Update: move the parameters a little against the gradients.
        w1 -= learning_rate * w1.grad
        w2 -= learning_rate * w2.grad
        #* ko: 비우기: 그러지 않으면 다음 기울기가 여기에 더해집니다.
        #* en: Clearing: or the next gradients would be added to these.
        w1.grad.zero_()
        w2.grad.zero_()

iterations = len(losses)
print(iterations)
#> 500
assert losses[-1] < 0.01
print(losses[:2] == [initial_loss, new_loss.item()])
#> True

# %% exercise_1
x * w1
#! RuntimeError: The size of tensor a (1000) must match the size of tensor b (100) at non-singleton dimension 1

# %% exercise_2
weight = torch.tensor(3.0, requires_grad=True)
weight.pow(2).backward()
with torch.no_grad():
    weight = weight - 0.1 * weight.grad
print(weight, weight.requires_grad)
#> tensor(2.4000) False
weight.pow(2).backward()
#! RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn

# %% exercise_3
for rate in (9.0, 10.0, 10.5):
    print(f"rate {rate}: {descend(rate, steps=100):.3f}")
#> rate 9.0: 0.000
#> rate 10.0: 5.000
#> rate 10.5: 68903.336
