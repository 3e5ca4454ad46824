namespace Tandem.Agent.Tools;

/// <summary>A tool that remembers what the model has read, so that an edit of what changed since is refused.</summary>
internal interface IRemembersReading
{
    /// <summary>The conversation begins anew: its model has read nothing yet, and what an earlier one read says nothing about the files now.</summary>
    void Forget();
}
