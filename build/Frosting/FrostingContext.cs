using Cake.Core;

namespace Cake.Frosting;

/// <summary>Cake's own context; derive from it to add options and paths.</summary>
public class FrostingContext(ICakeContext context) : CakeContextAdapter(context), IFrostingContext;
