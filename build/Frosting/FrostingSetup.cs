using Cake.Core;

namespace Cake.Frosting;

public abstract class FrostingSetup : FrostingSetup<ICakeContext>;

/// <summary>What happens before the first task.</summary>
public abstract class FrostingSetup<TContext> : IFrostingSetup
    where TContext : ICakeContext
{
    public abstract void Setup(TContext context, ISetupContext info);

    void IFrostingSetup.Setup(ICakeContext context, ISetupContext info) => Setup((TContext)context, info);
}
