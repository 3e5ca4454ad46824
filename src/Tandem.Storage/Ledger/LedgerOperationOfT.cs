namespace Tandem.Storage.Ledger;

/// <summary>Work with a result.</summary>
internal sealed class LedgerOperation<T>(Func<LedgerRules, ValueTask<T>> work) : LedgerOperation
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _refused;
    private T _result = default!;

    public Task<T> Task => _done.Task;

    public override async ValueTask ExecuteAsync(LedgerRules rules)
    {
        _refused = null;
        try
        {
            _result = await work(rules);
        }
        catch (Exception exception) when (exception is ArgumentException or Pipeline.Ledger.NotInLedgerException or OverflowException)
        {
            _refused = exception; // The caller's mistake, found before anything was written: the others' work stands.
        }
    }

    public override void Deliver()
    {
        if (_refused is null) _done.TrySetResult(_result);
        else _done.TrySetException(_refused);
    }

    public override void Fail(Exception exception) => _done.TrySetException(exception);

    public void Cancel(CancellationToken cancellationToken)
    {
        if (TryBegin()) _done.TrySetCanceled(cancellationToken);
    }
}
