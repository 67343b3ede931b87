"""Dropout, weight decay and batch normalization: what each computes, and what validation says."""

# %% dropout
import torch
from torch import nn

torch.manual_seed(0)
dropout = nn.Dropout(0.5)
print(dropout(torch.ones(8)))
#> tensor([0., 0., 2., 0., 0., 0., 2., 2.])

# %% dropout_unscaled tags=["hidden"]
torch.manual_seed(0)
print(dropout(torch.ones(8)) / 2)
#> tensor([0., 0., 1., 0., 0., 0., 1., 1.])

# %% dropout_halved tags=["hidden"]
print(torch.full((8,), 0.5))
#> tensor([0.5000, 0.5000, 0.5000, 0.5000, 0.5000, 0.5000, 0.5000, 0.5000])

# %% dropout_off tags=["hidden"]
print(torch.ones(8))
#> tensor([1., 1., 1., 1., 1., 1., 1., 1.])

# %% dropout_mean
many = torch.ones(100_000)
print(f"training mode {dropout(many).mean():.2f}")
#> training mode 1.00
dropout.eval()
print(f"evaluation mode {dropout(many).mean():.2f}")
#> evaluation mode 1.00

# %% norm
norm = nn.BatchNorm1d(1)
heights = torch.tensor([[150.0], [160.0], [170.0], [180.0]])
print(norm(heights).flatten().tolist())
#~ [-1.341640830039978, -0.44721364974975586, 0.4472135007381439, 1.3416407108306885]
print(norm.running_mean, norm.running_var)
#> tensor([16.5000]) tensor([17.5667])

# %% norm_eval
norm.eval()
print(norm(heights).flatten().tolist())
#~ [31.85198402404785, 34.23789978027344, 36.623817443847656, 39.009735107421875]
norm.train()
for _ in range(100):
    norm(heights)
norm.eval()
print(norm(heights).flatten().tolist())
#~ [-1.1616003513336182, -0.3869946002960205, 0.3876112103462219, 1.1622170209884644]

# %% decay
weight = nn.Parameter(torch.tensor([1.0]))
optimizer = torch.optim.AdamW([weight], lr=0.1, weight_decay=0.5)
weight.grad = torch.zeros(1)
optimizer.step()
print(f"{weight.item():.4f}")
#> 0.9500

# %% data
import matplotlib.pyplot as plt
import torch.nn.functional as F
from torchvision import datasets

clothes = datasets.FashionMNIST(root="data", train=True, download=True)
images, labels = clothes.data.unsqueeze(1), clothes.targets
order = torch.randperm(len(images), generator=torch.Generator().manual_seed(0))
train_part, valid_part = order[:2000], order[2000:3000]
train_x, train_y = F.avg_pool2d(images[train_part] / 255, 2), labels[train_part]
valid_x, valid_y = F.avg_pool2d(images[valid_part] / 255, 2), labels[valid_part]


# %% model
def block(inputs, outputs, norm):
    layers = [nn.Conv2d(inputs, outputs, kernel_size=3, stride=2, padding=1)]
    layers += [nn.BatchNorm2d(outputs)] if norm else []
    return [*layers, nn.ReLU()]


def make_model(norm=False, dropout=0.0):
    return nn.Sequential(
        *block(1, 16, norm),
        *block(16, 32, norm),
        nn.Flatten(),
        nn.Dropout(dropout),
        nn.Linear(32 * 4 * 4, 64),
        nn.ReLU(),
        nn.Dropout(dropout),
        nn.Linear(64, 10),
    )


# %% train
def measure(model, x, y):
    model.eval()
    with torch.no_grad():
        logits = model(x)
    accuracy = (logits.argmax(dim=1) == y).float().mean().item()
    return F.cross_entropy(logits, y).item(), accuracy


def train(seed, weight_decay=0.0, epochs=12, **settings):
    torch.manual_seed(seed)
    model = make_model(**settings)
    optimizer = torch.optim.AdamW(
        model.parameters(), lr=0.003, weight_decay=weight_decay
    )
    history = []
    for _ in range(epochs):
        model.train()
        for batch in torch.randperm(len(train_x)).split(50):
            loss = F.cross_entropy(model(train_x[batch]), train_y[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        history.append(measure(model, valid_x, valid_y))
    return history, measure(model, train_x, train_y)


# %% compare
steps = {
    "plain": {},
    "weight decay 0.1": {"weight_decay": 0.1},
    "dropout 0.5": {"dropout": 0.5},
    "batch norm": {"norm": True},
}
results = {}
for name, settings in steps.items():
    runs = [train(seed, **settings) for seed in range(3)]
    valid = torch.tensor([history for history, _ in runs])
    results[name] = valid
    train_loss = sum(trained[0] for _, trained in runs) / 3
    loss, accuracy = valid[:, -1].mean(dim=0).tolist()
    print(f"{name:16}  {train_loss:.2f}  {loss:.2f}  {accuracy:.3f}")
#~ plain             0.37  0.55  0.804
#~ weight decay 0.1  0.40  0.57  0.798
#~ dropout 0.5       0.49  0.58  0.773
#~ batch norm        0.09  0.65  0.821

# %% numbers tags=["hidden"]
ends = {name: valid[:, -1, 1].tolist() for name, valid in results.items()}
plain, decay, half, normed = (100 * sum(one) / 3 for one in ends.values())
decay_wins, half_wins, normed_wins = (
    sum(new > old for new, old in zip(ends[name], ends["plain"]))
    for name in list(ends)[1:]
)
plain_loss, decay_loss, half_loss, normed_loss = (
    valid[:, -1, 0].mean().item() for valid in results.values()
)

# %% ladder
fig, ax = plt.subplots(figsize=(6.4, 2.7), layout="constrained")
for row, valid in enumerate(results.values()):
    accuracies = valid[:, -1, 1]
    ax.plot(accuracies, [row] * len(accuracies), "o", color="C0", alpha=0.6)
    ax.plot(accuracies.mean(), row, "|", color="C1", markersize=22, markeredgewidth=3)
ax.set_yticks(range(len(results)), results)
_ = ax.set(xlabel="validation accuracy", ylim=(len(results) - 0.5, -0.5))
# alt-ko: 네 줄의 점 그림. 시드마다 점 하나이고 세로 막대가 평균입니다. 위에서부터 평균이
# alt-ko: {plain:.1f}%, {decay:.1f}%, {half:.1f}%, {normed:.1f}%이며, 점들이 서로 겹칩니다.
# alt-en: Four rows of dots, one dot a seed, with a bar at the mean. From the top the means
# alt-en: are {plain:.1f}, {decay:.1f}, {half:.1f} and {normed:.1f} per cent; the dots overlap.

# %% early_epochs
for name in ("plain", "batch norm"):
    after_two = results[name][:, 1, 1].mean().item()
    lowest = results[name][:, :, 0].mean(dim=0).argmin().item() + 1
    print(f"{name:10}  after two epochs {after_two:.2f}, lowest loss: epoch {lowest}")
#> plain       after two epochs 0.71, lowest loss: epoch 10
#> batch norm  after two epochs 0.80, lowest loss: epoch 4

# %% functional
class Forgets(nn.Module):
    def forward(self, x):
        return F.dropout(x, p=0.5)


torch.manual_seed(0)
model = Forgets().eval()
print(model(torch.ones(8)))
#> tensor([0., 0., 2., 0., 0., 0., 2., 2.])


# %% functional_right
class Listens(nn.Module):
    def forward(self, x):
        return F.dropout(x, p=0.5, training=self.training)


print(Listens().eval()(torch.ones(8)))
#> tensor([1., 1., 1., 1., 1., 1., 1., 1.])

# %% exercise_1
torch.manual_seed(0)
survivors = nn.Dropout(0.2)(torch.ones(10))
print(survivors.max().item())
#> 1.25

# %% exercise_2
runs = [train(seed, norm=True, dropout=0.5) for seed in range(3)]
both = torch.tensor([history for history, _ in runs])[:, -1].mean(dim=0)
print(f"loss {both[0]:.2f}, accuracy {both[1]:.3f}")
#~ loss 0.51, accuracy 0.811

# %% exercise_3
torch.manual_seed(0)
model = make_model(norm=True)
model.eval()
optimizer = torch.optim.AdamW(model.parameters(), lr=0.003)
for batch in torch.randperm(len(train_x)).split(50):
    loss = F.cross_entropy(model(train_x[batch]), train_y[batch])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
print(model[1].running_mean.abs().max())
#> tensor(0.)
