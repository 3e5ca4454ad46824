using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Tandem.Bench.Gateway;

/// <summary>nginx with <c>proxy_pass</c> and kept connections: the yardstick.</summary>
internal static class NginxServer
{
    private static readonly string[] Places = ["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/local/nginx/sbin/nginx"];

    /// <returns>Null where nginx is not installed.</returns>
    public static async Task<MeasuredProcess?> StartAsync(Uri upstream, string folder)
    {
        if (Places.FirstOrDefault(File.Exists) is not { } program)
            return null;
        var port = FreePort();
        var file = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(file, $$"""
            worker_processes 2;
            error_log stderr crit;
            pid {{folder}}/nginx.pid;
            events { worker_connections 4096; }
            http {
              access_log off;
              client_max_body_size 64m;
              client_body_buffer_size 256k;
              client_body_temp_path {{folder}}/body;
              proxy_temp_path {{folder}}/proxy;
              fastcgi_temp_path {{folder}}/fastcgi;
              uwsgi_temp_path {{folder}}/uwsgi;
              scgi_temp_path {{folder}}/scgi;
              upstream model { server {{upstream.Authority}}; keepalive 1024; keepalive_requests 1000000; }
              server {
                listen 127.0.0.1:{{port}} backlog=1024;
                keepalive_requests 1000000;
                location / {
                  proxy_pass http://model;
                  proxy_http_version 1.1;
                  proxy_set_header Connection "";
                  proxy_buffering off;
                }
              }
            }
            """);
        var process = Process.Start(new ProcessStartInfo(program, ["-p", folder, "-c", file, "-g", "daemon off;"]))!;
        var address = new Uri($"http://127.0.0.1:{port}");
        await WaitAsync(port);
        return new MeasuredProcess(process) { Address = address };
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task WaitAsync(int port)
    {
        for (var tries = 0; ; tries++)
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException) when (tries < 100)
            {
                await Task.Delay(50);
            }
    }
}
