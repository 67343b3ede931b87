"""Leakage: what makes a test result too good, shown with labels from which nothing can be learnt."""

# %% copies
import torch


def nearest_accuracy(train_inputs, train_labels, inputs, labels):
    nearest = torch.cdist(inputs, train_inputs).argmin(dim=1)
    return (train_labels[nearest] == labels).float().mean().item()


def blur(inputs):
    return inputs + 0.1 * torch.randn_like(inputs)


for seed in range(3):
    torch.manual_seed(seed)
    noise, coins = torch.randn(200, 20), torch.randint(2, (200,))
    more, more_coins = blur(noise.repeat(4, 1)), coins.repeat(4)
    order = torch.randperm(800)
    train, test = order[:600], order[600:]
    leaked = nearest_accuracy(
        more[train], more_coins[train], more[test], more_coins[test]
    )
    print(f"{leaked:.2f}")
#> 1.00
#> 1.00
#> 1.00

# %% copies_cure
for seed in range(3):
    torch.manual_seed(seed)
    noise, coins = torch.randn(200, 20), torch.randint(2, (200,))
    order = torch.randperm(200)
    train, test = order[:150], order[150:]
    more, more_coins = blur(noise[train].repeat(4, 1)), coins[train].repeat(4)
    honest = nearest_accuracy(more, more_coins, noise[test], coins[test])
    print(f"{honest:.2f}")
#> 0.50
#> 0.44
#> 0.66


# %% chosen_features
def most_different(inputs, labels, count=20):
    difference = inputs[labels == 1].mean(dim=0) - inputs[labels == 0].mean(dim=0)
    return difference.abs().topk(count).indices


torch.manual_seed(0)
table, coins = torch.randn(200, 2000), torch.randint(2, (200,))
train, test = slice(0, 140), slice(140, 200)
for name, rows in (("all rows", slice(None)), ("training rows", train)):
    columns = most_different(table[rows], coins[rows])
    few = table[:, columns]
    share = nearest_accuracy(few[train], coins[train], few[test], coins[test])
    print(f"columns chosen on {name}: {share:.2f}")
#> columns chosen on all rows: 0.70
#> columns chosen on training rows: 0.43

# %% best_of_many
for seed in range(3):
    torch.manual_seed(seed)
    answers, new_answers = torch.randint(2, (2, 100))
    guesses, new_guesses = torch.randint(2, (2, 200, 100))
    scores = (guesses == answers).float().mean(dim=1)
    best = scores.argmax()
    new_score = (new_guesses[best] == new_answers).float().mean()
    print(f"best of 200: {scores[best]:.2f}, on new data: {new_score:.2f}")
#> best of 200: 0.68, on new data: 0.61
#> best of 200: 0.61, on new data: 0.51
#> best of 200: 0.65, on new data: 0.56

# %% exercise_1
for tries in (1, 10, 1000):
    torch.manual_seed(0)
    answers = torch.randint(2, (100,))
    guesses = torch.randint(2, (tries, 100))
    best = (guesses == answers).float().mean(dim=1).max()
    print(f"best of {tries}: {best:.2f}")
#> best of 1: 0.49
#> best of 10: 0.57
#> best of 1000: 0.68


# %% exercise_2
def common_rows(first, second):
    same = first.flatten(1)[:, None] == second.flatten(1)[None]
    return same.all(dim=2).any(dim=1).sum().item()


torch.manual_seed(0)
images = torch.rand(100, 8, 8)
print(common_rows(images[:80], images[80:]), common_rows(images[:80], images[70:]))
#> 0 10

# %% exercise_3
series = torch.randn(300, generator=torch.Generator().manual_seed(0)).cumsum(dim=0)
days, values = torch.arange(300.0).unsqueeze(1), series
torch.manual_seed(0)
order = torch.randperm(300)
train, test = order[:240], order[240:]


def nearest_error(train, test):
    nearest = torch.cdist(days[test], days[train]).argmin(dim=1)
    return (values[train][nearest] - values[test]).abs().mean().item()


print(f"{nearest_error(train, test):.1f}")
#> 0.7

# %% exercise_3_cure
print(f"{nearest_error(torch.arange(240), torch.arange(240, 300)):.1f}")
#> 1.5
