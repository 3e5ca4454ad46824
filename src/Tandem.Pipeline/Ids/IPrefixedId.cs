namespace Tandem.Pipeline.Ids;

/// <summary>An id that is a string in JSON.</summary>
/// <typeparam name="TSelf">The id's type.</typeparam>
public interface IPrefixedId<TSelf>
    where TSelf : struct, IPrefixedId<TSelf>
{
    string Value { get; }

    /// <summary>The id as it was written; its form is not checked, since it came from our own record.</summary>
    static abstract TSelf Of(string value);
}
