# %% [markdown]
# # A small CNN
# ko: # 작은 합성곱 신경망
# %%
import torch
from torch import nn

SEED = 1
torch.manual_seed(SEED)
print(torch.get_default_dtype())


# %% [markdown]
# A model is a class with layers and a forward method.
# ko: 모델은 층과 forward 메서드를 가진 클래스입니다.
# %%
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.c1 = nn.Conv2d(1, 16, 3, padding=1)
        self.c2 = nn.Conv2d(16, 32, 3, padding=1)
        self.fc = nn.Linear(32 * 7 * 7, 10)

    def forward(self, x):
        x = nn.functional.max_pool2d(torch.relu(self.c1(x)), 2)
        x = nn.functional.max_pool2d(torch.relu(self.c2(x)), 2)
        return self.fc(x.flatten(1))


# %% [markdown]
# Printing it lists the layers.
# ko: 출력하면 층의 목록이 나옵니다.
# %%
net = Net()
print(net)
# %% [markdown]
# The shapes after each layer.
# ko: 층마다의 출력 모양입니다.
# %%
x = torch.randn(8, 1, 28, 28)
for name, layer in net.named_children():
    layer.register_forward_hook(lambda m, i, o, n=name: print(n, tuple(o.shape)))
print(net(x).shape)
# %% [markdown]
# Parameters are counted by name.
# ko: 매개변수를 이름별로 셉니다.
# %%
for name, p in net.named_parameters():
    print(f"{name:10s} {p.numel()}")
# %%
big = torch.randn(256, 1, 28, 28)
loss = nn.functional.cross_entropy(net(big), torch.randint(0, 10, (256,)))
for _ in range(12):
    nn.functional.cross_entropy(net(big), torch.randint(0, 10, (256,))).backward()
print(f"{loss.item():.4f}")
