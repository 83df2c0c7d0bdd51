package dev.runbook.http.client;

import dev.runbook.action.Cancellation;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Credentials;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** An HTTP client with its connections, shared by the steps of a run that reach servers alike. */
public final class Client implements AutoCloseable {
  /** Never ends early: a preview is short. */
  public static final Cancellation NEVER =
      new Cancellation() {
        @Override
        public boolean isRequested() {
          return false;
        }

        @Override
        public Registration onRequest(Runnable end) {
          return () -> {};
        }
      };

  /** How much longer an answer may take than a server may stay silent: one may trickle for ever. */
  private static final int LONGEST = 10;

  private final OkHttpClient repeating;
  private final OkHttpClient once;
  private final BooleanSupplier lacksKeys;

  private Client(OkHttpClient repeating, BooleanSupplier lacksKeys) {
    this.repeating = repeating;
    this.lacksKeys = lacksKeys;
    this.once =
        repeating
            .newBuilder()
            .retryOnConnectionFailure(false)
            .addNetworkInterceptor(Client::withoutHaste)
            .build();
  }

  /**
   * What clients are shared by.
   *
   * @param directory what relative paths start at
   */
  public record Key(Settings settings, Path directory) {
    public Client open() throws Refused {
      return Client.of(settings, directory);
    }
  }

  private static Client of(Settings settings, Path directory) throws Refused {
    var builder =
        new OkHttpClient.Builder()
            .dispatcher(dispatcher())
            .followRedirects(false)
            .followSslRedirects(false)
            .connectTimeout(settings.timeout())
            .readTimeout(settings.timeout())
            .writeTimeout(settings.timeout())
            .callTimeout(whole(settings.timeout()));
    if (settings.proxy() != null) {
      var proxy = settings.proxy();
      var address = InetSocketAddress.createUnresolved(proxy.getHost(), port(proxy));
      builder.proxy(new Proxy(Proxy.Type.HTTP, address)).proxyAuthenticator(login(settings));
    }
    var trust = Trust.of(settings, directory);
    builder.sslSocketFactory(trust.sockets(), trust.manager());
    return new Client(builder.build(), trust.lacksKeys());
  }

  private static Duration whole(Duration silence) {
    var most = Duration.ofMillis(Integer.MAX_VALUE);
    return silence.compareTo(most.dividedBy(LONGEST)) < 0 ? silence.multipliedBy(LONGEST) : most;
  }

  private static int port(URI proxy) {
    return proxy.getPort() > 0 ? proxy.getPort() : "https".equals(proxy.getScheme()) ? 443 : 80;
  }

  /** A thread that is stuck in the look-up of a name must hold up no end of a run. */
  private static Dispatcher dispatcher() {
    var dispatcher =
        new Dispatcher(
            Executors.newCachedThreadPool(
                work -> {
                  var thread = new Thread(work, "http");
                  thread.setDaemon(true);
                  return thread;
                }));
    dispatcher.setMaxRequestsPerHost(dispatcher.getMaxRequests());
    return dispatcher;
  }

  private static Authenticator login(Settings settings) {
    var user = settings.proxyUser();
    if (user == null) {
      return Authenticator.NONE;
    }
    var secret = settings.proxyPassword();
    var login = Credentials.basic(user, secret == null ? "" : secret.value());
    return (route, response) ->
        response.request().header("Proxy-Authorization") == null
            ? response.request().newBuilder().header("Proxy-Authorization", login).build()
            : null;
  }

  /** The library sends anything again where a server that cannot answer says "retry at once". */
  private static Response withoutHaste(Interceptor.Chain chain) throws IOException {
    var response = chain.proceed(chain.request());
    return response.code() == 503 && Rest.of(response).time().isZero()
        ? response.newBuilder().removeHeader("Retry-After").build()
        : response;
  }

  /** Returns it for answers that may be of any length: only a silence ends them. */
  public Client unhurried() {
    return new Client(repeating.newBuilder().callTimeout(Duration.ZERO).build(), lacksKeys);
  }

  /**
   * Sends a request, a second time only if that is safe and the first found a dead connection.
   *
   * @throws InterruptedException if the call was cancelled
   */
  public Sent send(Request request, boolean isRepeatable, Cancellation cancellation)
      throws IOException, InterruptedException {
    var call = (isRepeatable ? repeating : once).newCall(request);
    var answer = new CompletableFuture<Response>();
    var end =
        cancellation.onRequest(
            () -> {
              call.cancel();
              answer.completeExceptionally(new InterruptedException("cancelled"));
            });
    try {
      call.enqueue(into(answer));
      return new Sent(answer.get(), end);
    } catch (ExecutionException e) {
      end.close();
      if (e.getCause() instanceof IOException failure && !cancellation.isRequested()) {
        throw lacksKeys.getAsBoolean() ? new LacksKeys(failure) : failure;
      }
      throw cancelled(e);
    } catch (InterruptedException e) {
      call.cancel();
      end.close();
      throw e;
    }
  }

  private static Callback into(CompletableFuture<Response> answer) {
    return new Callback() {
      @Override
      public void onFailure(Call call, IOException e) {
        answer.completeExceptionally(e);
      }

      @Override
      public void onResponse(Call call, Response response) {
        if (!answer.complete(response)) {
          response.close();
        }
      }
    };
  }

  public static InterruptedException cancelled(Exception e) {
    var cancelled = new InterruptedException("cancelled");
    cancelled.initCause(e);
    return cancelled;
  }

  /** It broke off with a server that had asked for a client certificate, of which there is none. */
  static final class LacksKeys extends IOException {
    private static final long serialVersionUID = 1;

    LacksKeys(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  /** An answer whose body is still to be read. A cancellation ends the reading too. */
  public record Sent(Response response, Cancellation.Registration end) implements AutoCloseable {
    @Override
    public void close() {
      end.close();
      response.close();
    }
  }

  @Override
  public void close() {
    repeating.dispatcher().cancelAll();
    repeating.dispatcher().executorService().shutdown();
    repeating.connectionPool().evictAll();
  }
}
