using Cake.Core;

namespace Cake.Frosting;

/// <summary>What every task is given.</summary>
public interface IFrostingContext : ICakeContext;
