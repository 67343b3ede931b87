"""Keeping track of runs: settings, seed and curve of each in a log, read back and compared."""

# %% log
import json
from pathlib import Path


def log(path, **row):
    with Path(path).open("a", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")


def read(path):
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


# %% round_trip
Path("first.jsonl").unlink(missing_ok=True)
log("first.jsonl", run="a", seed=0, kernel=(3, 3), loss=0.5)
log("first.jsonl", run="a", seed=1, kernel=(3, 3), loss=0.4)
print(len(read("first.jsonl")), read("first.jsonl")[-1]["kernel"])
#> 2 [3, 3]

# %% round_trip_tuple tags=["hidden"]
print(len(read("first.jsonl")), (3, 3))
#> 2 (3, 3)

# %% round_trip_last tags=["hidden"]
print(1, read("first.jsonl")[-1]["kernel"])
#> 1 [3, 3]

# %% round_trip_text tags=["hidden"]
print(len(read("first.jsonl")), '"(3, 3)"')
#> 2 "(3, 3)"

# %% data
import torch
import torch.nn.functional as F
from torch import nn
from torchvision import datasets

clothes = datasets.FashionMNIST(root="data", train=True, download=True)
order = torch.randperm(len(clothes.data), generator=torch.Generator().manual_seed(0))
images = F.avg_pool2d(clothes.data[order[:3000]].unsqueeze(1) / 255, 2)
train_x, valid_x = images.split([2000, 1000])
train_y, valid_y = clothes.targets[order[:3000]].split([2000, 1000])


# %% train
def train(path, run, seed, lr, width, epochs=5):
    torch.manual_seed(seed)
    model = nn.Sequential(
        nn.Flatten(), nn.Linear(14 * 14, width), nn.ReLU(), nn.Linear(width, 10)
    )
    optimizer = torch.optim.AdamW(model.parameters(), lr=lr)
    for epoch in range(1, epochs + 1):
        for batch in torch.randperm(len(train_x)).split(50):
            loss = F.cross_entropy(model(train_x[batch]), train_y[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        with torch.no_grad():
            logits = model(valid_x)
        #* ko: 결과와 함께 이 결과를 낳은 설정을 모두 적습니다.
        #* en: Beside the result, every setting that led to it.
        log(
            path,
            run=run,
            seed=seed,
            lr=lr,
            width=width,
            epoch=epoch,
            torch=torch.__version__.partition("+")[0],
            loss=round(F.cross_entropy(logits, valid_y).item(), 4),
            accuracy=(logits.argmax(dim=1) == valid_y).float().mean().item(),
        )


# %% sweep
Path("runs.jsonl").unlink(missing_ok=True)
for lr in (0.0003, 0.003, 0.03):
    for seed in range(3):
        train("runs.jsonl", f"lr {lr}", seed, lr, width=64)

rows = read("runs.jsonl")
print(len(rows), "rows,", len({(row["run"], row["seed"]) for row in rows}), "runs")
#> 45 rows, 9 runs

# %% table
ends = {}
for row in rows:
    if row["epoch"] == 5:
        ends.setdefault(row["run"], []).append(row["accuracy"])
for run, accuracies in ends.items():
    low, high = min(accuracies), max(accuracies)
    print(f"{run:9} mean {sum(accuracies) / 3:.3f}, from {low:.3f} to {high:.3f}")
#~ lr 0.0003 mean 0.665, from 0.654 to 0.672
#~ lr 0.003  mean 0.777, from 0.770 to 0.788
#~ lr 0.03   mean 0.775, from 0.746 to 0.805

# %% table_numbers tags=["hidden"]
slow_percent, good_percent, fast_percent = (100 * sum(one) / 3 for one in ends.values())
spread = 100 * (max(ends["lr 0.003"]) - min(ends["lr 0.003"]))

# %% curves
import matplotlib.pyplot as plt

fig, ax = plt.subplots(figsize=(6.4, 3), layout="constrained")
marks = dict(zip(ends, ("o-", "s--", "^:")))
for number, run in enumerate(ends):
    for seed in range(3):
        curve = [r["loss"] for r in rows if r["run"] == run and r["seed"] == seed]
        label = run if seed == 0 else None
        ax.plot(range(1, 6), curve, marks[run], color=f"C{number}", label=label)
ax.set(xlabel="epoch", ylabel="validation loss", xticks=range(1, 6))
_ = ax.legend()
# alt-ko: 학습률 셋의 검증 손실 곡선이 시드마다 하나씩, 모두 아홉 개. 학습률 0.0003의 곡선은
# alt-ko: 높은 곳에서 천천히 내려오고, 마지막 에폭의 평균 정확도는 차례로 {slow_percent:.1f}%,
# alt-ko: {good_percent:.1f}%, {fast_percent:.1f}%입니다.
# alt-en: Nine curves of the validation loss, three seeds for each of three learning rates. Those of
# alt-en: 0.0003 come down slowly from high up. Mean accuracies at the end: {slow_percent:.1f},
# alt-en: {good_percent:.1f} and {fast_percent:.1f} per cent.


# %% again
Path("again.jsonl").unlink(missing_ok=True)
train("again.jsonl", "lr 0.003", seed=1, lr=0.003, width=64)
first = [r["loss"] for r in rows if r["run"] == "lr 0.003" and r["seed"] == 1]
again = [r["loss"] for r in read("again.jsonl")]
print("largest difference:", max(abs(a - b) for a, b in zip(first, again)))
#> largest difference: 0.0


# %% tensorboard
def to_tensorboard(rows, folder="runs"):
    from torch.utils.tensorboard import SummaryWriter

    for run, seed in sorted({(row["run"], row["seed"]) for row in rows}):
        with SummaryWriter(f"{folder}/{run}/{seed}") as writer:
            for row in rows:
                if (row["run"], row["seed"]) == (run, seed):
                    writer.add_scalar("loss/valid", row["loss"], row["epoch"])
                    writer.add_scalar("accuracy/valid", row["accuracy"], row["epoch"])


# %% overwritten
def log_anew(path, **row):
    with Path(path).open("w", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")


for seed in range(3):
    log_anew("lost.jsonl", seed=seed)
print(read("lost.jsonl"))
#> [{'seed': 2}]

# %% exercise_1
print(json.loads(json.dumps({3: "kernel"})))
#> {'3': 'kernel'}

# %% exercise_2
for run in ends:
    own = [row for row in rows if row["run"] == run]
    lowest = min(own, key=lambda row: row["loss"])
    print(run, lowest["seed"], lowest["epoch"], f"{lowest['loss']:.2f}")
#~ lr 0.0003 1 5 1.20
#~ lr 0.003 1 5 0.60
#~ lr 0.03 1 3 0.59

# %% exercise_3
best = max(rows, key=lambda row: row["accuracy"])
print(f"one run and epoch {best['accuracy']:.3f}")
#~ one run and epoch 0.805
print(f"mean of its seeds {sum(ends[best['run']]) / 3:.3f}")
#~ mean of its seeds 0.775
