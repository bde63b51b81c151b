package io.ollio.local.isolation.bubblewrap;

import static io.ollio.local.isolation.bubblewrap.AbuseCase.fails;
import static io.ollio.local.isolation.bubblewrap.AbuseCase.prints;

import java.util.List;

/** Reaching the network, or the host by way of it. */
final class NetworkAbuse {
  private NetworkAbuse() {}

  static List<AbuseCase> cases() {
    return List.of(
        fails(
            "connect to a port of the host", ": <>/dev/tcp/127.0.0.1/@PORT@", "Connection refused"),
        fails("connect to the internet", ": <>/dev/tcp/192.0.2.1/80", "Network is unreachable"),
        prints(
            "ask the DNS",
            "getent hosts example.com >/dev/null && echo answered || echo no answer",
            "no answer"),
        fails(
            "connect to a socket file of the host",
            connect("$ARGV[0]", "@HOST@/socket"),
            "No such file or directory"),
        fails(
            "connect to an abstract socket of the host",
            connect("\\0$ARGV[0]", "@ABSTRACT@"),
            "Connection refused"),
        prints(
            "find a network interface", "tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' '", "lo"),
        fails(
            "talk to the host of a virtual machine",
            socket(40, 1, 0),
            "Address family not supported by protocol"),
        fails("send raw packets", socket(2, 3, 1), "Operation not permitted"),
        fails(
            "listen to all packets", socket(17, 3, 0), "Address family not supported by protocol"));
  }

  private static String connect(String address, String argument) {
    return "perl -MSocket -e 'socket(S,AF_UNIX,SOCK_STREAM,0); connect(S,sockaddr_un(\""
        + address
        + "\")) or print STDERR \": $!\\n\"' "
        + argument;
  }

  private static String socket(int family, int type, int protocol) {
    return "perl -e 'socket(S, "
        + family
        + ", "
        + type
        + ", "
        + protocol
        + ") or print STDERR \": $!\\n\"'";
  }
}
