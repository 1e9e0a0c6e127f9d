using Build.Desk;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName(nameof(Cut))]
[TaskDescription("Prepares a release branch: PyTorch's release from the channel of the candidates instead of its nightly builds")]
public sealed class Cut(ReleaseDesk desk) : StepTask(desk);
