namespace Build.Adapters.Git;

/// <summary>An object of git's database.</summary>
/// <param name="Id">Its hash in hexadecimal digits.</param>
/// <param name="Kind"><c>commit</c>, <c>tree</c>, <c>blob</c> or <c>tag</c>.</param>
internal sealed record GitObject(string Id, string Kind, byte[] Content);
