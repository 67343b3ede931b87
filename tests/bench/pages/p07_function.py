# %% [markdown]
# # A custom autograd.Function
# ko: # 나만의 autograd.Function
# %%
import torch

SEED = 1
torch.manual_seed(SEED)
x = torch.randn(64, 1000)
y = torch.randn(64, 10)


# %% [markdown]
# forward saves what backward needs.
# ko: forward는 backward에 필요한 값을 저장합니다.
# %%
class MyReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.clamp(min=0)

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        grad = grad.clone()
        grad[x < 0] = 0
        return grad


# %% [markdown]
# It is called through apply.
# ko: apply로 호출합니다.
# %%
print(MyReLU.apply(torch.tensor([-1.0, 2.0])))
# %% [markdown]
# gradcheck compares it with finite differences.
# ko: gradcheck는 유한 차분과 비교합니다.
# %%
q = torch.randn(5, 4, dtype=torch.float64, requires_grad=True)
print(torch.autograd.gradcheck(MyReLU.apply, (q,)))
# %% [markdown]
# And it trains.
# ko: 학습도 됩니다.
# %%
w1 = torch.randn(1000, 200, requires_grad=True)
w2 = torch.randn(200, 10, requires_grad=True)
for t in range(500):
    loss = (MyReLU.apply(x @ w1) @ w2 - y).pow(2).sum()
    loss.backward()
    with torch.no_grad():
        w1 -= 1e-6 * w1.grad
        w2 -= 1e-6 * w2.grad
        w1.grad = w2.grad = None
    if t % 100 == 99:
        print(t, f"{loss.item():.4f}")
# %%
print(w1.norm().item())
