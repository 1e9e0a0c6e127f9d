using Cake.Core.Composition;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal;

/// <summary>Lets a Cake module register its types in the service collection; every one of them is a singleton.</summary>
internal sealed class ModuleRegistrar(IServiceCollection services) : ICakeContainerRegistrar
{
    public ICakeRegistrationBuilder RegisterType(Type type) => new Registration(services, type, serviceType => new(serviceType, type, ServiceLifetime.Singleton));

    public ICakeRegistrationBuilder RegisterInstance<TImplementation>(TImplementation instance)
        where TImplementation : class
        => new Registration(services, typeof(TImplementation), serviceType => new(serviceType, instance));

    private sealed class Registration(IServiceCollection services, Type implementation, Func<Type, ServiceDescriptor> describe) : ICakeRegistrationBuilder
    {
        private Type? _first;

        public ICakeRegistrationBuilder As(Type type)
        {
            services.Add(_first is not { } first ? describe(type) : new(type, provider => provider.GetRequiredService(first), ServiceLifetime.Singleton));
            _first ??= type;
            return this;
        }

        public ICakeRegistrationBuilder AsSelf() => As(implementation);

        public ICakeRegistrationBuilder Singleton() => this;

        public ICakeRegistrationBuilder Transient() => this;
    }
}
