"""Loss functions: mean squared error, cross-entropy and what its criterion expects."""

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

by_module = nn.MSELoss()(prediction, target)
by_hand = ((prediction - target) ** 2).sum() / len(target)
print(by_module, by_hand)
#> tensor(1.7500) tensor(1.7500)

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

# %% curve
import matplotlib.pyplot as plt

p = torch.linspace(0.01, 1, 100)
figure, axes = plt.subplots(layout="constrained")
axes.set_title("loss $= -\\ln p$")
axes.set_xlabel("probability $p$ of the true class")
curve = axes.plot(p, -torch.log(p))
point = axes.plot(probabilities[0], loss, "C1o")
# alt-ko: 정답 클래스의 확률 p가 1이면 손실이 0이고 0에 가까워질수록 손실이 끝없이 커지는 곡선.
# alt-ko: 이 예제의 점은 p = {probabilities[0]:.2f}, 손실 {loss:.2f}에 있습니다.
# alt-en: A curve: no loss where the true class has probability 1, ever more loss as p nears 0.
# alt-en: The point of this example lies at p = {probabilities[0]:.2f}, loss {loss:.2f}.

# %% softmax_twice
probabilities = torch.softmax(logits, dim=1)
print(criterion(logits, true_class))
#> tensor(2.0404)
print(criterion(probabilities, true_class))  # ko: 잘못된 사용 | en: a misuse
#> tensor(1.3795)

# %% numbers tags=["hidden"]
softmax_twice = criterion(probabilities, true_class).item()
true_probability = probabilities[0, 0].item()
assert softmax_twice < loss

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
print(nn.CrossEntropyLoss()(two_rows, two_classes))
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

# %% one_hot
from torch.nn import functional as F

one_hot = F.one_hot(two_classes, num_classes=3)
print(one_hot)
#> tensor([[1, 0, 0],
#>         [0, 0, 1]])
print(criterion(two_rows, two_classes))
#> tensor(1.5695)
print(criterion(two_rows, one_hot.float()))
#> tensor(1.5695)

# %% one_hot_integers
criterion(two_rows, one_hot)
#! RuntimeError: Expected floating point type for target with class probabilities, got Long

# %% one_hot_nll
nn.NLLLoss()(log_probabilities, one_hot)
#! RuntimeError: 0D or 1D target tensor expected, multi-target not supported

# %% soft_targets
mostly_first = torch.tensor([[0.9, 0.1, 0.0]])
print(criterion(logits, mostly_first))
#> tensor(1.8504)
print(-(mostly_first * torch.log_softmax(logits, dim=1)).sum())
#> tensor(1.8504)

# %% exercise_1
guess = torch.zeros(1, 10)
print(criterion(guess, torch.tensor([7])), f"{math.log(10):.4f}")
#> tensor(2.3026) 2.3026

# %% exercise_2
perfect = torch.tensor([[1.0, 0.0, 0.0]])
print(criterion(perfect, torch.tensor([0])))
#> tensor(0.5514)

# %% exercise_3
batch = torch.tensor([[2.0, 1.0, 0.0], [0.0, 0.0, 3.0]])
classes = torch.tensor([1, 2])
rows = torch.arange(len(classes))
log_sum = torch.log(torch.exp(batch).sum(dim=1))
print((log_sum - batch[rows, classes]).mean())
#> tensor(0.7513)
print(criterion(batch, classes))
#> tensor(0.7513)
