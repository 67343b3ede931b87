"""Loss functions: mean squared error, cross-entropy, binary losses, and what each one is given."""

# %% smaller_but_worse
import torch
from torch import nn

targets = torch.tensor([0, 0, 0])
hesitant = torch.tensor([[0.1, 0.0], [0.1, 0.0], [0.1, 0.0]])
bold = torch.tensor([[4.0, 0.0], [4.0, 0.0], [0.0, 0.2]])

criterion = nn.CrossEntropyLoss()
for name, logits in {"hesitant": hesitant, "bold": bold}.items():
    correct = (logits.argmax(dim=1) == targets).sum().item()
    print(f"{name:9} loss {criterion(logits, targets):.4f}, {correct} of 3 correct")
#> hesitant  loss 0.6444, 3 of 3 correct
#> bold      loss 0.2781, 2 of 3 correct

# %% mse
prediction = torch.tensor([2.5, 0.0, 4.0])
target = torch.tensor([3.0, -1.0, 2.0])

print(nn.MSELoss()(prediction, target))
#> tensor(1.7500)
print(((prediction - target) ** 2).sum() / len(target))
#> tensor(1.7500)

# %% outlier
good = torch.tensor([0.1, -0.1, 0.1, -0.1])
one_wild = torch.tensor([0.1, -0.1, 0.1, -10.0])
for loss in (nn.MSELoss(), nn.L1Loss(), nn.HuberLoss()):
    name = type(loss).__name__
    print(f"{name:10}{loss(good, good * 0):7.3f}{loss(one_wild, good * 0):8.3f}")
#> MSELoss     0.010  25.007
#> L1Loss      0.100   2.575
#> HuberLoss   0.005   2.379

# %% criterion
logits = torch.tensor([[3.2, 5.1, -1.7]])
true_class = torch.tensor([0])

criterion = nn.CrossEntropyLoss()
criterion(logits, true_class)
#> tensor(2.0404)

# %% by_hand
import math

scores = [3.2, 5.1, -1.7]
powers = [math.exp(score) for score in scores]
probabilities = [power / sum(powers) for power in powers]
loss = -math.log(probabilities[0])

for score, power, probability in zip(scores, powers, probabilities, strict=True):
    print(f"{score:5} {power:9.4f} {probability:8.4f}")
#>   3.2   24.5325   0.1300
#>   5.1  164.0219   0.8690
#>  -1.7    0.1827   0.0010
print(f"{loss:.4f}")
#> 2.0404

# %% numbers tags=["hidden"]
true_probability = probabilities[0]
first_loss = loss

# %% curve
import matplotlib.pyplot as plt

p = torch.linspace(0.01, 1, 100)
figure, axes = plt.subplots(figsize=(6.4, 3.6), layout="constrained")
axes.set_title("loss $= -\\ln p$")
axes.set_xlabel("$p$")
axes.plot(p, -torch.log(p))
axes.plot(probabilities[0], loss, "C1o", markersize=9)
# alt-ko: 정답 클래스의 확률 p가 1이면 손실이 0이고 0에 가까워질수록 손실이 끝없이 커지는 곡선.
# alt-ko: 이 예제의 점은 p = {probabilities[0]:.2f}, 손실 {loss:.2f}에 있습니다.
# alt-en: A curve: no loss where the true class has probability 1, ever more loss as p nears 0.
# alt-en: The point of this example lies at p = {probabilities[0]:.2f}, loss {loss:.2f}.

# %% undecided
ten_scores = torch.zeros(1, 10)
print(f"{criterion(ten_scores, torch.tensor([7])):.4f}")
#> 2.3026

# %% undecided_probability tags=["hidden"]
print(f"{torch.softmax(ten_scores, dim=1)[0, 7]:.4f}")
#> 0.1000

# %% undecided_rest tags=["hidden"]
print(f"{1 - torch.softmax(ten_scores, dim=1)[0, 7]:.4f}")
#> 0.9000

# %% undecided_log10 tags=["hidden"]
print(f"{-math.log10(torch.softmax(ten_scores, dim=1)[0, 7]):.4f}")
#> 1.0000

# %% softmax_twice
probabilities = torch.softmax(logits, dim=1)
print(criterion(logits, true_class))
#> tensor(2.0404)
print(criterion(probabilities, true_class))  # ko: 잘못된 사용 | en: a misuse
#> tensor(1.3795)

# %% softmax_number tags=["hidden"]
softmax_twice = criterion(probabilities, true_class).item()

# %% softmax_model
torch.manual_seed(0)
points = torch.cat([torch.randn(50, 2), torch.randn(50, 2) + 6, torch.randn(50, 2) - 6])
labels = torch.arange(3).repeat_interleave(50)

torch.manual_seed(1)
model = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 3), nn.Softmax(dim=1))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for _ in range(500):
    loss = criterion(model(points), labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
accuracy = (model(points).argmax(dim=1) == labels).float().mean()
print(f"loss {loss.item():.2f}, accuracy {accuracy:.2f}")
#> loss 0.56, accuracy 1.00

# %% logit_model
torch.manual_seed(1)
model = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 3))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for _ in range(500):
    loss = criterion(model(points), labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
print(f"loss {loss.item():.2g}")
#> loss 0.0068

# %% reduction
two_rows = torch.tensor([[3.2, 5.1, -1.7], [0.0, 0.0, 0.0]])
two_classes = torch.tensor([0, 2])
for reduction in ("none", "mean", "sum"):
    print(reduction, nn.CrossEntropyLoss(reduction=reduction)(two_rows, two_classes))
#> none tensor([2.0404, 1.0986])
#> mean tensor(1.5695)
#> sum tensor(3.1390)

# %% two_steps
log_probabilities = nn.LogSoftmax(dim=1)(two_rows)
print(log_probabilities)
#> tensor([[-2.0404, -0.1404, -6.9404],
#>         [-1.0986, -1.0986, -1.0986]])
print(nn.NLLLoss()(log_probabilities, two_classes))
#> tensor(1.5695)
print(criterion(two_rows, two_classes))
#> tensor(1.5695)

# %% nll_misuse
print(nn.NLLLoss()(logits, true_class))
#> tensor(-3.2000)
print(nn.NLLLoss()(torch.softmax(logits, dim=1), true_class))
#> tensor(-0.1300)

# %% stable
far_apart = torch.tensor([[200.0, 0.0]])
print(torch.log(torch.softmax(far_apart, dim=1)))
#> tensor([[0., -inf]])
print(torch.log_softmax(far_apart, dim=1))
#> tensor([[   0., -200.]])

# %% out_of_bounds
counted_from_one = torch.tensor([1, 3])
criterion(two_rows, counted_from_one)
#! IndexError: Target 3 is out of bounds.

# %% from_zero
print(counted_from_one.unique())
#> tensor([1, 3])
print(criterion(two_rows, counted_from_one - 1))
#> tensor(1.5695)

# %% one_hot
from torch.nn import functional as F

one_hot = F.one_hot(two_classes, num_classes=3)
print(one_hot)
#> tensor([[1, 0, 0],
#>         [0, 0, 1]])
print(criterion(two_rows, two_classes), criterion(two_rows, one_hot.float()))
#> tensor(1.5695) tensor(1.5695)

# %% one_hot_integers
criterion(two_rows, one_hot)
#! RuntimeError: Expected floating point type for target with class probabilities, got Long

# %% smoothing
smoothed = nn.CrossEntropyLoss(label_smoothing=0.1)
print(smoothed(logits, true_class))
#> tensor(2.1404)
a_little_of_each = torch.tensor([[0.9 + 0.1 / 3, 0.1 / 3, 0.1 / 3]])
print(criterion(logits, a_little_of_each))
#> tensor(2.1404)


# %% class_weights
def recall(weight, seed):
    torch.manual_seed(seed)
    points = torch.cat([torch.randn(950, 2), torch.randn(50, 2) + 1.5])
    labels = torch.tensor([0] * 950 + [1] * 50)
    model = nn.Linear(2, 2)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
    for _ in range(300):
        loss = F.cross_entropy(model(points), labels, weight=weight)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    right = model(points).argmax(dim=1) == labels
    return f"{right[950:].float().mean():.2f} of the rare, {right.float().mean():.2f} of all"


for seed in range(3):
    print("plain   ", recall(None, seed))
    print("weighted", recall(torch.tensor([1.0, 19.0]), seed))
#> plain    0.26 of the rare, 0.95 of all
#> weighted 0.88 of the rare, 0.88 of all
#> plain    0.40 of the rare, 0.96 of all
#> weighted 0.88 of the rare, 0.87 of all
#> plain    0.44 of the rare, 0.96 of all
#> weighted 0.90 of the rare, 0.89 of all

# %% binary
scores = torch.tensor([2.0, -1.0, 0.5])  # ko: 샘플마다 로짓 하나 | en: one logit a sample
answers = torch.tensor([1.0, 0.0, 0.0])  # ko: float이어야 함 | en: has to be float

print(nn.BCEWithLogitsLoss()(scores, answers))
#> tensor(0.4714)
print(nn.BCELoss()(torch.sigmoid(scores), answers))
#> tensor(0.4714)
print((scores > 0).long(), (torch.sigmoid(scores) > 0.5).long())
#> tensor([1, 0, 1]) tensor([1, 0, 1])

# %% binary_integers
nn.BCEWithLogitsLoss()(scores, answers.long())
#! RuntimeError: result type Float can't be cast to the desired output type Long

# %% multi_label
genres = torch.tensor([[1.0, 0.0, 1.0], [0.0, 0.0, 0.0]])
print(nn.BCEWithLogitsLoss()(torch.zeros(2, 3), genres))
#> tensor(0.6931)

# %% exercise_1
with_a_gap = torch.tensor([0, -100])
print(criterion(two_rows, with_a_gap))
#> tensor(2.0404)
print(criterion(two_rows[:1], two_classes[:1]))
#> tensor(2.0404)

# %% exercise_2
batch = torch.tensor([[2.0, 1.0, 0.0], [0.0, 0.0, 200.0]])
classes = torch.tensor([1, 2])
rows = torch.arange(len(classes))
print((batch.logsumexp(dim=1) - batch[rows, classes]).mean())
#> tensor(0.7038)
print(criterion(batch, classes))
#> tensor(0.7038)

# %% exercise_3
column, row = torch.tensor([[1.0], [2.0], [3.0]]), torch.tensor([1.0, 2.0, 3.0])
print((column - row).shape)
#> torch.Size([3, 3])
print(nn.MSELoss()(column.squeeze(1), row))
#> tensor(0.)

# %% exercise_3_warning
print(nn.MSELoss()(column, row))
#> tensor(1.3333)
#! UserWarning: Using a target size (torch.Size([3])) that is different to the input size (torch.Size([3, 1])). This will likely lead to incorrect results due to broadcasting. Please ensure they have the same size.
