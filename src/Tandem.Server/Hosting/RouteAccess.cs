namespace Tandem.Server.Hosting;

/// <summary>Who may call a route.</summary>
internal enum RouteAccess
{
    /// <summary>Anyone who reaches the port; tells nothing of users, models or configuration.</summary>
    Public,

    /// <summary>A live virtual key; without any key made, whoever is on this machine.</summary>
    Caller,

    /// <summary>A key of an administrator; without any key made, whoever is on this machine.</summary>
    Admin,
}
